using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// DescribeAccountAttributes.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html"/>
/// </summary>
internal static class AccountActions
{
    public static QueryOutcome DescribeAttributes(Ec2Call call)
    {
        (string Name, string Value)[] attributes =
        [
            ("supported-platforms", "VPC"),
            ("vpc-max-security-groups-per-interface", "5"),
            ("max-elastic-ips", "5"),
            ("max-instances", "20"),
            ("vpc-max-elastic-ips", "5"),
            ("default-vpc", call.Network.Vpcs.FirstOrDefault(vpc => vpc.IsDefault)?.Id ?? "none"),
        ];
        var asked = call.Parameters.Texts("AttributeName");
        if (asked.FirstOrDefault(name => !attributes.Any(attribute => attribute.Name == name)) is { } unknown)
        {
            return Ec2Errors.InvalidValue($"Invalid attribute name: {Quoted.Plain(unknown)}");
        }

        return QueryOutcome.Of(xml => xml.List(
            "accountAttributeSet",
            attributes.Where(attribute => asked.Count == 0 || asked.Contains(attribute.Name)),
            static (item, attribute) =>
            {
                item.Text("attributeName", attribute.Name);
                item.List("attributeValueSet", [attribute.Value], static (one, value) => one.Text("attributeValue", value), "item");
            },
            "item"));
    }
}
