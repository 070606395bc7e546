using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Actions whose issuer the emulator is itself, which a file says as <c>echo:PORT</c>.</summary>
public sealed class EchoIssuerTests
{
    private const string Routing = """{ "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } }""";

    private static readonly string Place = $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions[0]";

    [Fact]
    public void Tokens_of_the_emulator_have_its_keys_on_this_machine() => Assert.All(
        new RuleFile
        {
            Actions = Action("jwt-validation", """
                "Issuer": "echo:9400", "AdditionalClaims": [{ "Name": "scope", "Format": "space-separated-values", "Values": ["a"] }]
                """),
        }.Rules(),
        rule => Assert.Equal(
            new RuleAction.JwtValidation("http://localhost:9400/jwks", "http://localhost:9400")
            {
                EchoPort = 9400,
                AdditionalClaims = [new JwtClaim("scope", JwtClaimFormat.SpaceSeparatedValues, ["a"])],
            },
            rule.Actions[0]));

    [Theory]
    [InlineData("jwt-validation", "JwksEndpoint")]
    [InlineData("authenticate-oidc", "TokenEndpoint")]
    public void What_the_emulator_knows_of_itself_is_not_written(string type, string property) =>
        new RuleFile { Actions = Action(type, $$""" "Issuer": "echo:9400", "{{property}}": "http://localhost:9400/x" """) }.AssertProblems(
            $"{Place}.{Config(type)}.{property}: {property} does not go with the Issuer echo:9400: remove it");

    [Theory]
    [InlineData("echo:65536")]
    [InlineData("echo:x")]
    [InlineData("echo:")]
    [InlineData("echo")]
    [InlineData("echo:9400/")]
    [InlineData("echo://localhost:9400")]
    public void What_is_no_port_is_told_once(string issuer)
    {
        foreach (var type in new[] { "jwt-validation", "authenticate-oidc" })
        {
            new RuleFile { Actions = Action(type, $$""" "Issuer": "{{issuer}}" """) }.AssertProblems(
                $"{Place}.{Config(type)}.Issuer: must be echo:PORT with a port from 1 to 65535, or 0 for one that is free, or the URL of a provider");
        }
    }

    [Theory]
    [InlineData("""
        "Issuer": "https://issuer.example.com"
        """)]
    [InlineData("""
        "Issuer": "Echo:9400"
        """)]
    [InlineData("""
        "Issuer": "any text"
        """)]
    public void Another_issuer_needs_its_keys(string config) =>
        new RuleFile { Actions = Action("jwt-validation", config) }.AssertProblems($"{Place}.JwtValidationConfig: JwksEndpoint is missing: write a string");

    [Theory]
    [InlineData("jwt-validation")]
    [InlineData("authenticate-oidc")]
    public void Strict_limits_take_no_issuer_that_AWS_could_not_ask(string type)
    {
        using var workspace = new Workspace();
        workspace.Settings.Limits = LimitsMode.Strict;
        workspace.Write("a.json", $$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": 8443, "Protocol": "HTTPS", "DefaultActions": [
            {{Action(type, """ "Issuer": "echo:9400" """)}} ] }] }] }
            """);

        Assert.Contains(
            $"{Config(type)}.Issuer: must be a whole URL, such as https://example.com/authorize",
            string.Join('\n', workspace.Read("a.json").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_actions_with_one_port_have_one_provider()
    {
        var topology = Read($$"""
            { "LoadBalancers": [{ "Listeners": [
              { "Port": 8080, "DefaultActions": [{{Action("jwt-validation", """ "Issuer": "echo:9400" """)}}] },
              { "Port": 8081, "DefaultActions": [{{Action("authenticate-oidc", """ "Issuer": "echo:9400" """)}}] },
              { "Port": 8082, "DefaultActions": [{{Action("jwt-validation", """ "Issuer": "echo:9401" """)}}] } ] }] }
            """);

        Assert.Empty(topology.Problems);
        Assert.Equal([9400, 9401], topology.Topology.EchoProviders().Keys.Order());
    }

    [Theory]
    [InlineData("jwt-validation")]
    [InlineData("authenticate-oidc")]
    public void Port_that_a_listener_has_is_no_port_for_a_provider(string type) => Assert.Contains(
        "port 8080 of the echo provider is taken by the listener of",
        Assert.Single(Read($$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": 8080, "DefaultActions": [{{Action(type, """ "Issuer": "echo:8080" """)}}] }] }] }
            """).Problems).Message,
        StringComparison.Ordinal);

    private static TopologyReading Read(string json) => Workspace.Read("a.json", json);

    private static string Config(string type) => type == "jwt-validation" ? "JwtValidationConfig" : "AuthenticateOidcConfig";

    private static string Action(string type, string config) =>
        $$"""{ "Type": "{{type}}", "Order": 1, "{{Config(type)}}": { {{config.ReplaceLineEndings("").Trim()}} } }, {{Routing}}""";
}
