using System.Collections.Immutable;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.AwsApis.ElbV2.Actions;

/// <summary>
/// Listeners are made, changed, told about and deleted.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html"/>
/// </summary>
internal static class ListenerActions
{
    private const string Http = "HTTP";
    private const string Https = "HTTPS";

    private static readonly string[] Required = ["Port", "Protocol"];
    private static readonly string[] AlpnPolicies = ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"];
    private static readonly string[] OfHttps = ["SslPolicy", "MutualAuthentication"];

    private static readonly Property[] Properties =
    [
        ListenerShape.Port, ListenerShape.Protocol, ListenerShape.SslPolicy, ListenerShape.MutualAuthentication,
        ListenerShape.DefaultActions,
    ];

    public static ElbV2Result CreateListener(ElbV2Call call)
    {
        var loadBalancerArn = call.Text("LoadBalancerArn")!;
        if (call.State.LoadBalancer(loadBalancerArn) is not { } loadBalancer)
        {
            return ElbV2Errors.LoadBalancerNotFound;
        }

        var (settings, secretError) = ExistingSecrets.Taken(
            QueryNodes.Given(call.Parameters, Properties), ListenerShape.DefaultActions, old: null);
        var (tags, tagError) = Given.Tags(call);
        var (certificates, certificateError) = CertificatesGiven(call);
        var arn = $"{loadBalancerArn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/{call.NewId()}";
        var listener = new ListenerResource
        {
            Arn = arn,
            DefaultRuleArn = NewRuleArn(call, arn),
            Settings = settings,
            Certificates = certificates,
            Tags = tags,
        };
        foreach (var required in Required)
        {
            if (!call.Has(required))
            {
                return ElbV2Errors.Validation($"A listener {required.ToLowerInvariant()} must be specified");
            }
        }

        if ((certificateError ?? ProblemWithProtocol(listener.Protocol) ?? Problem(call, listener) ?? tagError ?? secretError) is { } error)
        {
            return error;
        }

        if (loadBalancer.Listeners.Find(item => item.Port == listener.Port) is { } same)
        {
            return NodeValues.AreSame(same.Settings, settings) && same.Certificates.Take(1).SequenceEqual(certificates)
                ? Tell(loadBalancer, same)
                : Duplicate(loadBalancer);
        }

        return loadBalancer.IsOfFile
            ? ElbV2Errors.OfFile(loadBalancerArn)
            : ElbV2Result.Change(call.State.With(loadBalancer.With(listener)), Tell(loadBalancer, listener).Content);
    }

    public static ElbV2Result ModifyListener(ElbV2Call call)
    {
        if (call.State.Listener(call.Text("ListenerArn")) is not { } found)
        {
            return ElbV2Errors.ListenerNotFound;
        }

        var (loadBalancer, listener) = found;
        if (loadBalancer.IsOfFile)
        {
            return ElbV2Errors.OfFile(listener.Arn);
        }

        var (certificates, error) = CertificatesGiven(call);
        var (given, secretError) = ExistingSecrets.Taken(
            QueryNodes.Given(call.Parameters, Properties),
            ListenerShape.DefaultActions,
            listener.Settings.Find(ListenerShape.DefaultActions.Name));
        var settings = Nodes.Merged(listener.Settings, given);
        var changed = listener with
        {
            Settings = settings,
            Certificates = certificates.IsEmpty ? listener.Certificates : [.. certificates, .. listener.Certificates.Skip(1)],
        };
        if (changed.Protocol == Http && listener.Protocol == Https)
        {
            // What only HTTPS has goes with it, but for what is given now, which is wrong.
            string[] gone = [.. OfHttps.Where(name => !call.Has(name))];
            changed = changed with { Settings = Nodes.Without(settings, gone), Certificates = certificates };
        }

        if ((error ?? Problem(call, changed) ?? secretError) is { } problem)
        {
            return problem;
        }

        return loadBalancer.Listeners.Exists(item => item.Port == changed.Port && item.Arn != changed.Arn)
            ? Duplicate(loadBalancer)
            : ElbV2Result.Change(call.State.With(loadBalancer.With(changed)), Tell(loadBalancer, changed).Content);
    }

    public static ElbV2Result DeleteListener(ElbV2Call call)
    {
        if (call.State.Listener(call.Text("ListenerArn")) is not { } found)
        {
            return ElbV2Errors.ListenerNotFound;
        }

        var (loadBalancer, listener) = found;
        return loadBalancer.IsOfFile
            ? ElbV2Errors.OfFile(listener.Arn)
            : ElbV2Result.Change(call.State.With(loadBalancer with { Listeners = loadBalancer.Listeners.Remove(listener) }));
    }

    public static ElbV2Result DescribeListeners(ElbV2Call call)
    {
        var (arns, loadBalancerArn) = (call.Parameters.Texts("ListenerArns"), call.Text("LoadBalancerArn"));
        if (ArnsGiven.NotOne(arns, loadBalancerArn, "listener ARNs", "a load balancer ARN") is { } problem)
        {
            return problem;
        }

        if (loadBalancerArn is not null)
        {
            return call.State.LoadBalancer(loadBalancerArn) is { } loadBalancer
                ? Pages.Tell(call, "Listeners", loadBalancer.Listeners, (xml, item, _) => Write(xml, loadBalancer, item))
                : ElbV2Errors.LoadBalancerNotFound;
        }

        var found = arns.Distinct(StringComparer.Ordinal).Select(call.State.Listener).ToList();
        return found.Contains(null)
            ? ElbV2Errors.ListenerNotFound
            : Pages.Tell(call, "Listeners", found, (xml, item, _) => Write(xml, item!.Value.LoadBalancer, item.Value.Listener));
    }

    /// <summary>The ARN of a new rule of a listener.</summary>
    public static string NewRuleArn(ElbV2Call call, string listenerArn) =>
        $"{listenerArn.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal)}/{call.NewId()}";

    private static QueryError? Problem(ElbV2Call call, ListenerResource listener)
    {
        if (listener.Protocol is not (Http or Https))
        {
            return new QueryError("UnsupportedProtocol", $"Protocol {QueryError.Value(listener.Protocol)} is not supported");
        }

        if (call.Parameters.Texts("AlpnPolicy") is [var alpn, ..])
        {
            return AlpnPolicies.Contains(alpn)
                ? ElbV2Errors.InvalidConfiguration($"AlpnPolicy '{alpn}' is for Network Load Balancers: leave it out")
                : new QueryError("ALPNPolicyNotFound", $"ALPN policy '{QueryError.Value(alpn)}' not found");
        }

        if (listener.Settings.Find("SslPolicy").TryText(out var policy) && SslPolicies.Find(policy) is null)
        {
            return new QueryError("SSLPolicyNotFound", $"SSL policy '{QueryError.Value(policy)}' not found");
        }

        if (listener.Protocol == Http)
        {
            return listener.Certificates.IsEmpty
                ? null
                : ElbV2Errors.Validation("Certificates are for HTTPS listeners: write the Protocol HTTPS, or leave them out");
        }

        if (!listener.Certificates.IsEmpty)
        {
            return ProblemWithTrustStore(call, listener.Settings);
        }

        return call.Has("ListenerArn")
            ? ElbV2Errors.InvalidConfiguration(
                "You must provide a list containing exactly one certificate if the listener protocol is HTTPS.")
            : ElbV2Errors.Validation("A certificate must be specified for HTTPS listeners");
    }

    /// <summary>Of a listener that is made: of one that is there already, AWS tells it otherwise.</summary>
    private static QueryError? ProblemWithProtocol(string protocol) =>
        ModelledValues.NotOneOf(protocol, new Place("Protocol")) is { } error && protocol is not ("GENEVE" or "QUIC" or "TCP_QUIC")
            ? error
        : protocol is Http or Https ? null
        : ElbV2Errors.Validation($"Listener protocol '{protocol}' must be one of 'HTTP, HTTPS'");

    private static QueryError? ProblemWithTrustStore(ElbV2Call call, Node settings) =>
        settings.Find("MutualAuthentication").Find("TrustStoreArn").TryText(out var arn) && call.State.TrustStore(arn) is null
            ? ElbV2Errors.NoTrustStore(arn)
            : null;

    private static QueryError Duplicate(LoadBalancerResource loadBalancer) => new(
        "DuplicateListener", $"A listener already exists on this port for this load balancer '{loadBalancer.Arn}'");

    /// <summary>The parameter <c>Certificates</c>: one, the default.</summary>
    private static (ImmutableList<string> Certificates, QueryError? Error) CertificatesGiven(ElbV2Call call)
    {
        var arns = call.Parameters.Items("Certificates").Select(item => item.Text("CertificateArn")).OfType<string>().ToList();
        if (arns.Count > 1)
        {
            return ([], new QueryError(
                "TooManyCertificates", "Up to one certificate can be specified: add others with AddListenerCertificates"));
        }

        return ListenerCertificateActions.Problem(call, arns) is { } error ? ([], error) : ([.. arns], null);
    }

    private static ElbV2Result Tell(LoadBalancerResource loadBalancer, ListenerResource listener) => ElbV2Result.Tell(
        (xml, _) => xml.List("Listeners", [listener], (member, item) => Write(member, loadBalancer, item)));

    private static void Write(QueryXml xml, LoadBalancerResource loadBalancer, ListenerResource item)
    {
        xml.Text("ListenerArn", item.Arn);
        xml.Text("LoadBalancerArn", loadBalancer.Arn);
        xml.Number("Port", item.Port);
        xml.Text("Protocol", item.Protocol);
        if (item.Protocol == Https)
        {
            xml.List("Certificates", item.Certificates.Take(1), (member, arn) => member.Text("CertificateArn", arn));
            xml.Text("SslPolicy", item.Settings.Find("SslPolicy").TryText(out var policy) ? policy : SslPolicies.Default.Name);
            WriteMutualAuthentication(xml, item.Settings.Find("MutualAuthentication"));
        }

        DescribedNodes.WriteActions(xml, "DefaultActions", item.Settings.Find("DefaultActions"));
    }

    private static void WriteMutualAuthentication(QueryXml xml, Node? node) => xml.Element("MutualAuthentication", element =>
    {
        var mode = node.Find("Mode").TryText(out var text) ? text : "off";
        element.Text("Mode", mode);
        if (mode != MutualAuthenticationShape.Verify)
        {
            return;
        }

        element.Text("TrustStoreArn", node.Find("TrustStoreArn").TryText(out var arn) ? arn : null);
        element.Text(
            "IgnoreClientCertificateExpiry",
            node.Find("IgnoreClientCertificateExpiry").TryAny(out var ignore) ? ignore : "false");
        element.Text("TrustStoreAssociationStatus", "active");
        element.Text(
            "AdvertiseTrustStoreCaNames", node.Find("AdvertiseTrustStoreCaNames").TryText(out var names) ? names : "off");
    });
}
