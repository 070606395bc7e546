using System.Net;

namespace AlbEmulator.Networks;

/// <summary>
/// A virtual private cloud.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html"/>
/// </summary>
internal sealed record Vpc(string Id, IPNetwork Cidr, bool IsDefault)
{
    public const string Prefix = "vpc";
}
