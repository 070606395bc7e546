using System.Globalization;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// What AWS's limits and security policies are.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeAccountLimits.html"/>
/// </summary>
internal static class LimitActions
{
    private static readonly (string Name, int Max)[] Limits =
    [
        ("target-groups", Quotas.TargetGroupsPerRegion),
        ("targets-per-application-load-balancer", Quotas.TargetsPerLoadBalancer),
        ("listeners-per-application-load-balancer", Quotas.ListenersPerLoadBalancer),
        ("rules-per-application-load-balancer", Quotas.RulesPerLoadBalancer),
        ("condition-values-per-alb-rule", Quotas.ValuesPerRule),
        ("condition-wildcards-per-alb-rule", Quotas.WildcardsPerRule),
        ("target-groups-per-application-load-balancer", Quotas.TargetGroupsPerLoadBalancer),
        ("target-groups-per-action-on-application-load-balancer", Quotas.TargetGroupsPerAction),
        ("target-id-registrations-per-application-load-balancer", Quotas.TargetsPerLoadBalancer),
        ("certificates-per-application-load-balancer", Quotas.CertificatesPerLoadBalancer),
        ("targets-per-target-group", Quotas.TargetsPerTargetGroup),
        ("application-load-balancers", Quotas.LoadBalancersPerRegion),
    ];

    public static ElbV2Result DescribeAccountLimits(ElbV2Call call) => Pages.Tell(call, "Limits", Limits, (xml, limit, _) =>
    {
        xml.Text("Name", limit.Name);
        xml.Text("Max", limit.Max.ToString(CultureInfo.InvariantCulture));
    });

    public static ElbV2Result DescribeSSLPolicies(ElbV2Call call)
    {
        if (call.Text("LoadBalancerType") is { } type && ModelledValues.NotOneOf(type, new Place("LoadBalancerType")) is { } error)
        {
            return error;
        }

        var names = call.Parameters.Texts("Names");
        if (names.FirstOrDefault(name => SslPolicies.Find(name) is null) is { } wrong)
        {
            return new Query.QueryError("SSLPolicyNotFound", $"SSL policy '{QueryError.Value(wrong)}' not found");
        }

        // Those of other load balancers are not known here.
        var isOther = call.Text("LoadBalancerType") is "network" or "gateway";
        SslPolicy[] found =
            [.. SslPolicies.Known.Where(policy => !isOther && (names.Count == 0 || names.Contains(policy.Name)))];
        return Pages.Tell(call, "SslPolicies", found, (xml, policy, _) =>
        {
            xml.List("SslProtocols", Versions(policy));
            xml.List("Ciphers", policy.Ciphers.Index(), (member, cipher) =>
            {
                member.Text("Name", cipher.Item);
                member.Number("Priority", cipher.Index + 1);
            });
            xml.Text("Name", policy.Name);
            xml.List("SupportedLoadBalancerTypes", ["application"]);
        });
    }

    private static IEnumerable<string> Versions(SslPolicy policy)
    {
        for (var version = policy.Oldest; version <= policy.Newest; version++)
        {
            yield return version switch
            {
                TlsVersion.Tls10 => "TLSv1",
                TlsVersion.Tls11 => "TLSv1.1",
                TlsVersion.Tls12 => "TLSv1.2",
                TlsVersion.Tls13 => "TLSv1.3",
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }
}
