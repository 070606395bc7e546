using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Outside;
using Amazon;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace AlbEmulator.Networks;

/// <summary>
/// Asks EC2, or what speaks as it does, where an instance is, with the credentials that AWS's SDK finds by itself. Nothing
/// of the SDK is loaded before the first question.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html"/>
/// </summary>
internal sealed class Ec2Instances(AlbSettings settings)
{
    /// <summary>The setting for EC2 itself.</summary>
    public const string Aws = "ec2";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>What EC2 says of one instance has some kilobytes.</summary>
    private const long LongestAnswer = 1024 * 1024;

    /// <summary>
    /// The address of a running instance, private where it is IPv4, or why there is none; neither where it is not running.
    /// </summary>
    public async Task<(string? Address, string? Problem)> FindAsync(
        string id, string region, TargetGroupAddressType type, CancellationToken cancellationToken)
    {
        if (settings.Ec2Endpoint.Length == 0)
        {
            return (null, $"say where it is with Alb:Instances, as in Alb__Instances__{Quoted.Plain(id)}=127.0.0.1, or name "
                + "with Alb:Ec2Endpoint what knows it");
        }

        try
        {
            using var client = new AmazonEC2Client(Configuration(region));
            var answer = await client.DescribeInstancesAsync(
                new DescribeInstancesRequest { InstanceIds = [id] }, cancellationToken);
            var instance = (answer.Reservations ?? []).SelectMany(reservation => reservation.Instances ?? []).FirstOrDefault();
            return instance is null ? (null, Problem("does not know it"))
                : instance.State?.Name != InstanceStateName.Running ? (null, null)
                : IPAddress.TryParse(
                    type == TargetGroupAddressType.Ipv6 ? instance.Ipv6Address : instance.PrivateIpAddress, out var address)
                    ? (address.ToString(), null)
                : (null, Problem($"does not say its {(type == TargetGroupAddressType.Ipv6 ? "IPv6 address" : "address")}"));
        }
        catch (AmazonEC2Exception exception)
        {
            return (null, Problem($"says {exception.ErrorCode}: {Quoted.Plain(exception.Message)}"));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // No credentials, no connection, no answer: whatever it is, the target is not registered.
            return (null, Problem($"cannot be asked: {Quoted.Sentence(exception.Message)}"));
        }
    }

    private string Problem(string problem) => $"{(settings.Ec2Endpoint == Aws ? "EC2" : settings.Ec2Endpoint)} {problem}";

    private AmazonEC2Config Configuration(string region)
    {
        var configuration = new AmazonEC2Config
        {
            MaxErrorRetry = 0,
            HttpClientFactory = new BoundedHttp(Timeout, LongestAnswer),
        };
        if (settings.Ec2Endpoint == Aws)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            configuration.ServiceURL = settings.Ec2Endpoint;
            configuration.AuthenticationRegion = region;
        }

        return configuration;
    }
}
