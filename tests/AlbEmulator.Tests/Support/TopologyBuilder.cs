using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>Writes the text of a topology file with one load balancer.</summary>
public sealed partial class TopologyBuilder
{
    private readonly JsonObject _attributes = [];
    private readonly JsonArray _listeners = [];
    private readonly JsonArray _targetGroups = [];
    private readonly JsonArray _trustStores = [];

    /// <summary>Name of the load balancer.</summary>
    public string LoadBalancerName { get; init; } = "demo";

    /// <summary>Address of the listeners; null leaves it to the setting.</summary>
    public string? Address { get; init; }

    /// <summary>One listener whose default action forwards to one target group <c>web</c> of these targets.</summary>
    public static TopologyBuilder Simple(int listenerPort, params int[] targetPorts) =>
        new TopologyBuilder().Listener(listenerPort, "web").TargetGroup("web", targetPorts);

    /// <summary>An attribute of the load balancer.</summary>
    public TopologyBuilder Attribute(string key, string value)
    {
        _attributes[key] = value;
        return this;
    }

    /// <summary><c>idle_timeout.timeout_seconds</c>, least 1.</summary>
    public TopologyBuilder IdleTimeout(int seconds) =>
        Attribute("idle_timeout.timeout_seconds", JsonSerializer.Serialize(seconds));

    /// <summary>The listeners so far speak HTTPS, with the certificate for development.</summary>
    public TopologyBuilder Https()
    {
        foreach (var listener in _listeners)
        {
            listener!["Protocol"] = "HTTPS";
        }

        return this;
    }

    /// <summary>An attribute of the listeners so far.</summary>
    public TopologyBuilder ListenerAttribute(string key, string value)
    {
        foreach (var listener in _listeners)
        {
            if (listener!["Attributes"] is not { } attributes)
            {
                listener["Attributes"] = attributes = new JsonObject();
            }

            attributes[key] = value;
        }

        return this;
    }

    /// <summary>The first listener shows this certificate.</summary>
    public TopologyBuilder Certificate(string certificateFile, string keyFile) => Certificates((certificateFile, keyFile));

    /// <summary>The first listener has these certificates, the default first.</summary>
    public TopologyBuilder Certificates(params (string CertificateFile, string KeyFile)[] certificates) => OfListener(
        "Certificates",
        new JsonArray([.. certificates.Select(certificate => new JsonObject
        {
            ["CertificateFile"] = certificate.CertificateFile,
            ["KeyFile"] = certificate.KeyFile,
        })]));

    /// <summary>A trust store of these files.</summary>
    public TopologyBuilder TrustStore(string name, string caCertificatesBundle, JsonArray revocationLists)
    {
        _trustStores.Add((JsonNode)new JsonObject
        {
            ["Name"] = name,
            ["CaCertificatesBundle"] = caCertificatesBundle,
            ["RevocationLists"] = revocationLists,
        });
        return this;
    }

    /// <summary>A property of a listener, the first unless told otherwise.</summary>
    public TopologyBuilder OfListener(string property, JsonNode value, int index = 0)
    {
        _listeners[index]![property] = value;
        return this;
    }

    /// <summary>A listener with a default action and rules on the path.</summary>
    public TopologyBuilder Listener(
        int port, string targetGroup, params (int Priority, string PathPattern, string TargetGroup)[] rules) =>
        Listener("HTTP", port, targetGroup, rules);

    /// <summary>The same over TLS, with the certificate for development.</summary>
    public TopologyBuilder HttpsListener(
        int port, string targetGroup, params (int Priority, string PathPattern, string TargetGroup)[] rules) =>
        Listener("HTTPS", port, targetGroup, rules);

    /// <summary>A target group of loopback targets.</summary>
    public TopologyBuilder TargetGroup(string name, params int[] ports)
    {
        var targets = new JsonArray();
        foreach (var port in ports)
        {
            targets.Add(new JsonObject { ["Id"] = "127.0.0.1", ["Port"] = port });
        }

        _targetGroups.Add(new JsonObject { ["Name"] = name, ["Targets"] = targets });
        return this;
    }

    /// <summary>An attribute of a target group.</summary>
    public TopologyBuilder TargetGroupAttribute(string name, string key, string value)
    {
        if (Find(name)["Attributes"] is not { } attributes)
        {
            Find(name)["Attributes"] = attributes = new JsonObject();
        }

        attributes[key] = value;
        return this;
    }

    /// <summary>Any other property of a target group, such as <c>ProtocolVersion</c> or <c>HealthCheckPort</c>.</summary>
    public TopologyBuilder Property(string name, string property, JsonNode value)
    {
        Find(name)[property] = value;
        return this;
    }

    /// <summary>The health check of a target group; what is left out has its default.</summary>
    public TopologyBuilder HealthCheck(
        string name,
        string? path = null,
        double? intervalSeconds = null,
        double? timeoutSeconds = null,
        int? healthy = null,
        int? unhealthy = null,
        string? httpCode = null)
    {
        var group = Find(name);
        Set("HealthCheckPath", path);
        Set("HealthCheckIntervalSeconds", intervalSeconds);
        Set("HealthCheckTimeoutSeconds", timeoutSeconds);
        Set("HealthyThresholdCount", healthy);
        Set("UnhealthyThresholdCount", unhealthy);
        Set("Matcher", httpCode is null ? null : new JsonObject { ["HttpCode"] = httpCode });
        return this;

        void Set(string property, JsonNode? value)
        {
            if (value is not null)
            {
                group[property] = value;
            }
        }
    }

    /// <summary>A target group of one Lambda function.</summary>
    public TopologyBuilder Lambda(string name, string arn, string? invokeUrl = null)
    {
        var target = new JsonObject { ["Id"] = arn };
        if (invokeUrl is not null)
        {
            target["InvokeUrl"] = invokeUrl;
        }

        _targetGroups.Add(new JsonObject
        {
            ["Name"] = name,
            ["TargetType"] = "lambda",
            ["Targets"] = new JsonArray(target),
        });
        return this;
    }

    /// <summary>The file.</summary>
    public override string ToString()
    {
        var loadBalancer = new JsonObject { ["Name"] = LoadBalancerName };
        if (Address is not null)
        {
            loadBalancer["BindAddress"] = Address;
        }

        loadBalancer["Attributes"] = _attributes.DeepClone();
        loadBalancer["Listeners"] = _listeners.DeepClone();
        return new JsonObject
        {
            ["LoadBalancers"] = new JsonArray(loadBalancer),
            ["TargetGroups"] = _targetGroups.DeepClone(),
            ["TrustStores"] = _trustStores.DeepClone(),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    /// <summary>Port of the first listener of a JSON or YAML text.</summary>
    public static int FirstListenerPort(string topology) =>
        int.Parse(FirstPort().Match(topology).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("""\bPort"?\s*:\s*(?:\$\{\w+:-)?(\d+)""")]
    private static partial Regex FirstPort();

    private JsonObject Find(string targetGroup) =>
        _targetGroups.OfType<JsonObject>().Single(group => (string?)group["Name"] == targetGroup);

    private TopologyBuilder Listener(
        string protocol, int port, string targetGroup, (int Priority, string PathPattern, string TargetGroup)[] rules)
    {
        var written = new JsonArray();
        foreach (var rule in rules)
        {
            written.Add(new JsonObject
            {
                ["Priority"] = rule.Priority,
                ["Conditions"] = new JsonArray(
                    new JsonObject { ["Field"] = "path-pattern", ["Values"] = new JsonArray(rule.PathPattern) }),
                ["Actions"] = Forward(rule.TargetGroup),
            });
        }

        _listeners.Add(new JsonObject
        {
            ["Port"] = port,
            ["Protocol"] = protocol,
            ["DefaultActions"] = Forward(targetGroup),
            ["Rules"] = written,
        });
        return this;
    }

    private static JsonArray Forward(string targetGroup) =>
        new(new JsonObject { ["Type"] = "forward", ["TargetGroupArn"] = targetGroup });
}
