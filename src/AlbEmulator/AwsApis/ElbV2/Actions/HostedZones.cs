namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// The Route 53 zones that the DNS names of Application Load Balancers are in.
/// <see href="https://docs.aws.amazon.com/general/latest/gr/elb.html"/>
/// </summary>
internal static class HostedZones
{
    private const string Other = "Z35SXDOTRQ7X7K";

    private static readonly Dictionary<string, string> ByRegion = new(StringComparer.Ordinal)
    {
        ["us-east-1"] = Other,
        ["us-east-2"] = "Z3AADJGX6KTTL2",
        ["us-west-1"] = "Z368ELLRRE2KJ0",
        ["us-west-2"] = "Z1H1FL5HABSF5",
        ["ca-central-1"] = "ZQSVJUPU6J1EY",
        ["eu-central-1"] = "Z215JYRZR1TBD5",
        ["eu-west-1"] = "Z32O12XQLNTSW2",
        ["eu-west-2"] = "ZHURV8PSTC4K8",
        ["eu-west-3"] = "Z3Q77PNBQS71R4",
        ["eu-north-1"] = "Z23TAZ6LKFMNIO",
        ["ap-northeast-1"] = "Z14GRHDCWA56QT",
        ["ap-northeast-2"] = "ZWKZPGTI48KDX",
        ["ap-northeast-3"] = "Z5LXEXXYW11ES",
        ["ap-southeast-1"] = "Z1LMS91P8CMLE5",
        ["ap-southeast-2"] = "Z1GM3OXH4ZPM65",
        ["ap-south-1"] = "ZP97RAFLXTNZK",
        ["sa-east-1"] = "Z2P70J7HTTTPLU",
    };

    public static string Of(string region) => ByRegion.GetValueOrDefault(region, Other);
}
