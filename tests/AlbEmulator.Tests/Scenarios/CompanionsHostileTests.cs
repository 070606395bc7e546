using System.Net;
using System.Text;
using System.Xml.Linq;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>EC2 and STS on the control port against what no SDK sends.</summary>
public sealed class CompanionsHostileTests
{
    private static readonly HttpClient Http = new() { Timeout = Patience.Default };

    [Fact]
    public async Task Forms_of_answers_are_those_of_their_services()
    {
        await using var emulator = await StartAsync();

        var (status, answer) = await PostAsync(emulator, "Action=DescribeVpcs&Version=2016-11-15");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("{http://ec2.amazonaws.com/doc/2016-11-15/}DescribeVpcsResponse", answer.Name.ToString());
        Assert.Equal(["requestId", "vpcSet"], answer.Elements().Select(element => element.Name.LocalName));
        Assert.All(answer.Elements().Last().Elements(), item => Assert.Equal("item", item.Name.LocalName));

        (status, answer) = await PostAsync(emulator, "Action=DescribeSubnets&Version=2016-11-15&SubnetId.1=x");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Response", answer.Name.ToString());
        Assert.Equal("InvalidSubnetID.Malformed", answer.Element("Errors")!.Element("Error")!.Element("Code")!.Value);
        Assert.True(Guid.TryParse(answer.Element("RequestID")!.Value, out _));

        (status, answer) = await PostAsync(emulator, "Action=GetCallerIdentity&Version=2011-06-15");
        XNamespace sts = "https://sts.amazonaws.com/doc/2011-06-15/";
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("000000000000", answer.Element(sts + "GetCallerIdentityResult")!.Element(sts + "Account")!.Value);

        (status, answer) = await PostAsync(emulator, "Action=DescribeVpcs&Version=2016-11-15&DryRun=true");
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Contains("DryRunOperation", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DescribeSubnets&Nonsense=1", "UnknownParameter")]
    [InlineData("DescribeSubnets&subnetId.1=subnet-12345678", "UnknownParameter")]
    [InlineData("DescribeSubnets&Filter.1.Value.1=x", "MissingParameter")]
    [InlineData("DescribeSubnets&Filter.1.Name=vpc-id", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&Filter.1.Name=tag:%01&Filter.1.Value.1=x&MaxResults=4", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&Filter.1.Nonsense=x", "UnknownParameter")]
    [InlineData("DescribeSubnets&MaxResults=99999999999999999999", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&MaxResults=NaN", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&MaxResults=Infinity", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&MaxResults=1e999", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&MaxResults=-5", "InvalidParameterValue")]
    [InlineData("DescribeSubnets&NextToken=ZnJvbSA5OTk5OTk5OTk5OTk5OTk5", "InvalidNextToken")]
    [InlineData("DescribeSubnets&SubnetId.1=subnet-1234567g", "InvalidSubnetID.Malformed")]
    [InlineData("DescribeSubnets&SubnetId.1=SUBNET-12345678", "InvalidSubnetID.Malformed")]
    [InlineData("DescribeVpcs&VpcId.1=%3C%2Fx%3E%26%01%F0%9F%98%80", "InvalidVpcID.Malformed")]
    [InlineData("DescribeInstances&InstanceId.1=-", "InvalidInstanceID.Malformed")]
    [InlineData("CreateTags&ResourceId.1=-&Tag.1.Key=x", "InvalidID")]
    [InlineData("CreateTags&Tag.1.Key=x", "MissingParameter")]
    [InlineData("CreateSecurityGroup&GroupName=x", "MissingParameter")]
    [InlineData("ModifySecurityGroupRules&GroupId=sg-12345678&SecurityGroupRule.1.SecurityGroupRule.CidrIpv4=x", "InvalidSecurityGroupRuleId.NotFound")]
    [InlineData("AuthorizeSecurityGroupIngress&GroupId=sg-12345678&IpPermissions=x", "MissingParameter")]
    [InlineData("AuthorizeSecurityGroupIngress&GroupId=sg-12345678&IpPermissions.1.Nonsense=x", "UnknownParameter")]
    [InlineData("%3Cscript%3E", "InvalidAction")]
    public async Task What_cannot_be_meant_is_refused(string call, string code)
    {
        await using var emulator = await StartAsync();

        var (status, answer) = await PostAsync(emulator, $"Version=2016-11-15&Action={call}");

        Assert.InRange((int)status, 400, 499);
        Assert.Equal(code, answer.Element("Errors")!.Element("Error")!.Element("Code")!.Value);
    }

    [Fact]
    public async Task A_filter_full_of_wildcards_takes_no_time()
    {
        await using var emulator = await StartAsync();
        var value = string.Concat(Enumerable.Repeat("*a", 5000));

        var (status, answer) = await PostAsync(
            emulator, $"Version=2016-11-15&Action=DescribeSubnets&Filter.1.Name=state&Filter.1.Value.1={value}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain(answer.Descendants(), element => element.Name.LocalName == "item");
    }

    [Fact]
    public async Task Mutated_calls_are_answered_in_xml_and_never_with_a_bug()
    {
        await using var emulator = await StartAsync();
        var random = new Random(42);
        string[] parts =
        [
            "Action=DescribeSubnets", "Action=AuthorizeSecurityGroupIngress", "Action=CreateSecurityGroup", "Action=CreateTags",
            "Action=RevokeSecurityGroupEgress", "Action=ModifySecurityGroupRules", "Action=DescribeSecurityGroups", "Action=DeleteTags",
            "Action=DescribeInstances", "Action=DescribeSecurityGroupRules", "Action=DeleteSecurityGroup", "Action=DescribeVpcs",
            "Filter.1.Name=vpc-id", "Filter.1.Value.1=vpc-12345678", "Filter.2.Name=tag:x", "Filter.2.Value.1=*", "VpcId=vpc-12345678",
            "GroupId=sg-12345678", "GroupId.1=sg-12345678", "GroupName=x", "GroupDescription=x", "IpPermissions.1.IpProtocol=tcp",
            "IpPermissions.1.FromPort=1", "IpPermissions.1.ToPort=2", "IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8",
            "IpPermissions.1.Groups.1.GroupId=sg-12345678", "SecurityGroupRule.1.SecurityGroupRuleId=sgr-12345678", "Tag.1.Key=x",
            "Tag.1.Value=y", "ResourceId.1=sg-12345678", "ResourceId.2=vpc-", "MaxResults=5", "NextToken=ZnJvbSA1", "IpProtocol=-1",
            "CidrIp=::", "InstanceId.1=i-", "SubnetId.1=subnet-12345678", "TagSpecification.1.ResourceType=security-group",
            "TagSpecification.1.Tag.1.Key=k",
        ];
        for (var round = 0; round < 400; round++)
        {
            var body = new StringBuilder("Version=2016-11-15");
            foreach (var part in random.GetItems(parts, random.Next(2, 9)).Distinct())
            {
                var text = random.Next(4) == 0 ? part[..random.Next(1, part.Length)] : part;
                body.Append('&').Append(random.Next(6) == 0 ? text.Replace('1', '\u00e9') : text);
            }

            var (status, answer) = await PostAsync(emulator, body.ToString());
            Assert.True((int)status < 500, $"{body}: {answer}");
        }
    }

    private static async Task<(HttpStatusCode Status, XElement Answer)> PostAsync(HostedEmulator emulator, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(emulator.Control, content);
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    private static Task<HostedEmulator> StartAsync() =>
        HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
}
