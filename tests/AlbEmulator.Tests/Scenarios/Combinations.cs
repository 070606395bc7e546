namespace AlbEmulator.Tests.Scenarios;

/// <summary>The table of <see cref="Combination"/>s, by the API's model and AWS's guide, and files that have one each.</summary>
public static partial class Combinations
{
    private const string Answer = """{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }""";

    public static IReadOnlyList<Combination> All =>
    [
        .. OfTargetGroups, .. OfTargetGroupAttributes, .. OfTypes, .. OfListeners, .. OfHeaderNames, .. OfRules,
        .. OfLoadBalancers, .. OfOthers,
    ];

    private static string Group(string properties) => $$"""
        { "TargetGroups": [{ "Name": "g",
          {{properties}} }] }
        """;

    private static string Lambda(string properties) => Group($"\"TargetType\": \"lambda\", {properties}");

    private static string Listener(string properties) => Port($"\"DefaultActions\": [{Answer}], {properties}");

    private static string HttpsListener(string properties) => Listener($"\"Protocol\": \"HTTPS\", {properties}");

    private static string LoadBalancer(string properties) => $$"""
        { "LoadBalancers": [{
          {{properties}} }] }
        """;

    private static string Action(string properties) => Port($"\"DefaultActions\": [{{ {properties} }}]");

    /// <summary>A rule that has conditions and actions where they are not given.</summary>
    private static string Rule(string properties)
    {
        var conditions = properties.StartsWith("\"Conditions", StringComparison.Ordinal)
            ? ""
            : "\"Conditions\": [{ \"Field\": \"path-pattern\", \"Values\": [\"/a\"] }], ";
        return Port($$"""
            "DefaultActions": [{{Answer}}],
            "Rules": [{ "Priority": 1, "Actions": [{{Answer}}], {{conditions}}{{properties}} }]
            """);
    }

    private static string Port(string properties) => $$"""
        {
          "LoadBalancers": [{ "Listeners": [{ "Port": 80,
            {{properties}} }] }],
          "TargetGroups": [{ "Name": "web" }, { "Name": "other" }, { "Name": "grpc", "ProtocolVersion": "GRPC" }]
        }
        """;

    private static string Attribute(string key, string value) => $$"""
        "Attributes": { "{{key}}": "{{value}}" }
        """;

    private static string Given(string key, string value) =>
        $"&Attributes.member.1.Key={key}&Attributes.member.1.Value={value}";
}
