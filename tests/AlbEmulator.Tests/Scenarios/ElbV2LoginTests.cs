using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Actions that let only some pass, by the ELBv2 API.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html"/>
/// </summary>
public sealed class ElbV2LoginTests
{
    private const string Secret = "s3cr3t-of-the-client";
    private const string Other = "0ther-s3cr3t";
    private const string Action = "Actions.member.1.";
    private const string Config = $"{Action}AuthenticateOidcConfig.";

    private static readonly (string, string)[] Answer =
    [
        ("Actions.member.2.Type", "fixed-response"), ("Actions.member.2.Order", "2"),
        ("Actions.member.2.FixedResponseConfig.StatusCode", "200"),
    ];

    private static readonly (string, string)[] Oidc =
    [
        ($"{Action}Type", "authenticate-oidc"), ($"{Action}Order", "1"), ($"{Config}Issuer", "https://idp.example.com"),
        ($"{Config}AuthorizationEndpoint", "https://idp.example.com/authorize"), ($"{Config}TokenEndpoint", "https://idp.example.com/token"),
        ($"{Config}UserInfoEndpoint", "https://idp.example.com/userinfo"), ($"{Config}ClientId", "shop"), .. Answer,
    ];

    [Fact]
    public async Task Sdk_reads_back_what_it_gave_but_for_secrets()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        await stage.RunAsync("elbv2_logins.py", $"{FreePorts.Take()}", $"{FreePorts.Take()}");
    }

    [Fact]
    public async Task Command_line_of_aws_reads_back_what_it_gave()
    {
        if (!Programs.Have("aws"))
        {
            return;
        }

        await using var stage = await ElbV2Stage.StartAsync();
        var listener = await ListenerAsync(stage.Api);
        const string actions = """
            [{ "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { "Issuer": "https://idp.example.com",
               "AuthorizationEndpoint": "https://idp.example.com/authorize", "TokenEndpoint": "https://idp.example.com/token",
               "UserInfoEndpoint": "https://idp.example.com/userinfo", "ClientId": "shop", SECRET,
               "AuthenticationRequestExtraParams": { "prompt": "login", "display": "page & more" } } },
             { "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } }]
            """;
        var made = await AwsAsync(
            "create-rule", "--listener-arn", listener, "--priority", "1", "--conditions", "Field=path-pattern,Values=/a",
            "--actions", actions.Replace("SECRET", $"\"ClientSecret\": \"{Secret}\"", StringComparison.Ordinal));
        var rule = made.GetProperty("Rules")[0].GetProperty("RuleArn").GetString()!;
        var changed = await AwsAsync(
            "modify-rule", "--rule-arn", rule,
            "--actions", actions.Replace("SECRET", "\"UseExistingClientSecret\": true, \"Scope\": \"openid email\"", StringComparison.Ordinal));
        var told = (await AwsAsync("describe-rules", "--rule-arns", rule)).GetProperty("Rules")[0];
        var config = told.GetProperty("Actions")[0].GetProperty("AuthenticateOidcConfig");

        Assert.Equal(changed.GetProperty("Rules")[0].ToString(), told.ToString());
        Assert.Equal("page & more", config.GetProperty("AuthenticationRequestExtraParams").GetProperty("display").GetString());
        Assert.Equal(("openid email", 604800), (config.GetProperty("Scope").GetString(), config.GetProperty("SessionTimeout").GetInt32()));
        Assert.Equal(Secret, SecretOf(stage));

        async Task<JsonElement> AwsAsync(params string[] arguments)
        {
            // Whatever the machine has: no configuration of AWS's tools, and no credentials but these.
            string[] clean =
            [
                "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test", "AWS_DEFAULT_REGION=us-east-1", "AWS_EC2_METADATA_DISABLED=true",
                "AWS_CONFIG_FILE=/dev/null", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_PAGER=",
            ];
            var (exitCode, output, errors) = await Programs.RunAsync(
                "env",
                [.. clean, "aws", "elbv2", "--output", "json", "--endpoint-url", stage.Emulator.Control.ToString(), .. arguments]);
            Assert.True(exitCode == 0, errors);
            return JsonDocument.Parse(output).RootElement;
        }
    }

    [Fact]
    public async Task Extra_parameters_are_a_map_in_the_order_of_their_numbers()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var listener = await ListenerAsync(stage.Api);
        const string map = $"{Config}AuthenticationRequestExtraParams.entry.";

        var answer = await CreateAsync(
            stage.Api, listener, ($"{Config}ClientSecret", Secret), ($"{map}10.key", "b"), ($"{map}10.value", "2"), ($"{map}9.key", "a"),
            ($"{map}9.value", "1"), ($"{map}11.key", "c"), ($"{map}12.key", "a"), ($"{map}12.value", "3"));

        var element = answer.Descendants().First(item => item.Name.LocalName == "AuthenticationRequestExtraParams");
        Assert.Equal(
            ["entry a=3", "entry b=2", "entry c="],
            element.Elements().Select(entry => $"{entry.Name.LocalName} {string.Join('=', entry.Elements().Select(part => part.Value))}"));
        Assert.All(element.Elements(), entry => Assert.Equal(["key", "value"], entry.Elements().Select(part => part.Name.LocalName)));
    }

    [Theory]
    [InlineData("prompt=login")]
    [InlineData("entry=login")]
    [InlineData("entry.1=login")]
    [InlineData("entry.x.key=login")]
    [InlineData("entry.1.value=login")]
    [InlineData("member.1.key=login")]
    public async Task What_is_no_map_is_refused(string given)
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var parts = given.Split('=');
        var (status, answer) = await TryAsync(
            stage.Api, await ListenerAsync(stage.Api), ($"{Config}ClientSecret", Secret),
            ($"{Config}AuthenticationRequestExtraParams.{parts[0]}", parts[1]));

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (status, ElbV2Client.First(answer, "Code")));
        Assert.Contains("must be an object of names", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_stays_where_a_rule_changes_and_goes_where_it_is_replaced()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var rule = ElbV2Client.First(
            await CreateAsync(stage.Api, await ListenerAsync(stage.Api), ($"{Config}ClientSecret", Secret)), "RuleArn");

        await stage.Api.DoAsync("ModifyRule", [("RuleArn", rule), .. Oidc, ($"{Config}UseExistingClientSecret", "true"), ($"{Config}Scope", "openid email")]);
        Assert.Equal((Secret, "openid email"), (SecretOf(stage), ActionOf(stage).Scope));

        // The order of the only one may be another.
        var moved = Oidc.Select(pair => pair.Item1.EndsWith(".Order", StringComparison.Ordinal) ? (pair.Item1, $"5{pair.Item2}") : pair);
        await stage.Api.DoAsync("ModifyRule", [("RuleArn", rule), .. moved, ($"{Config}UseExistingClientSecret", "true")]);
        Assert.Equal(Secret, SecretOf(stage));

        await stage.Api.DoAsync("ModifyRule", [("RuleArn", rule), .. Oidc, ($"{Config}ClientSecret", Other), ($"{Config}UseExistingClientSecret", "false")]);
        Assert.Equal(Other, SecretOf(stage));
        await stage.Api.DoAsync("ModifyRule", ("RuleArn", rule), ("Conditions.member.1.Field", "path-pattern"), ("Conditions.member.1.Values.member.1", "/b"));
        Assert.Equal(Other, SecretOf(stage));
        Assert.DoesNotContain("UseExistingClientSecret", Kept(stage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_keeps_the_secret_of_its_default_action()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var listener = await ListenerAsync(stage.Api);
        (string, string)[] action = [.. Oidc.Select(pair => ($"Default{pair.Item1}", pair.Item2))];
        var (status, answer) = await stage.Api.CallAsync(
            "ModifyListener", [("ListenerArn", listener), .. action, ($"Default{Config}UseExistingClientSecret", "true")]);
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (status, ElbV2Client.First(answer, "Code")));
        await stage.Api.DoAsync("ModifyListener", [("ListenerArn", listener), .. action, ($"Default{Config}ClientSecret", Secret)]);
        answer = await stage.Api.DoAsync(
            "ModifyListener", [("ListenerArn", listener), .. action, ($"Default{Config}UseExistingClientSecret", "true"), ($"Default{Config}SessionTimeout", "60")]);

        Assert.Equal("60", ElbV2Client.First(answer, "SessionTimeout"));
        Assert.Empty(ElbV2Client.All(answer, "UseExistingClientSecret"));
        Assert.Contains(Secret, Kept(stage), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "UseExistingClientSecret", "'UseExistingClientSecret' is for actions that exist already: specify 'ClientSecret'")]
    [InlineData(true, true, "UseExistingClientSecret", "You cannot specify both 'ClientSecret' and 'UseExistingClientSecret'")]
    [InlineData(false, true, "UseExistingClientSecret", "You cannot specify both 'ClientSecret' and 'UseExistingClientSecret'")]
    [InlineData(false, false, "Scope", "ClientSecret is missing: write a string")]
    [InlineData(true, true, "Issuer", "must begin with https://")]
    public async Task What_is_wrong_with_a_secret_is_told_and_the_secret_is_not(bool isNew, bool hasSecret, string property, string message)
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var listener = await ListenerAsync(stage.Api);
        var rule = ElbV2Client.First(await CreateAsync(stage.Api, listener, ($"{Config}ClientSecret", Other)), "RuleArn");
        var value = property switch { "Issuer" => "http://idp.example.com", "Scope" => "openid", _ => "true" };
        (string, string)[] given =
        [
            .. Oidc.Where(pair => pair.Item1 != Config + property), (Config + property, value),
            .. hasSecret ? [($"{Config}ClientSecret", Secret)] : Array.Empty<(string, string)>(),
        ];

        var (status, answer) = isNew
            ? await stage.Api.CallAsync("CreateRule", [.. New(listener, 2), .. given])
            : await stage.Api.CallAsync("ModifyRule", [("RuleArn", rule), .. given]);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidLoadBalancerAction"), (status, ElbV2Client.First(answer, "Code")));
        Assert.Contains(message, ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, answer.ToString(), StringComparison.Ordinal);
        Assert.Equal(Other, SecretOf(stage));
    }

    [Fact]
    public async Task Secret_is_kept_and_told_nowhere()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var listener = await ListenerAsync(stage.Api);
        var made = await CreateAsync(stage.Api, listener, ($"{Config}ClientSecret", Secret));
        using var http = new HttpClient { BaseAddress = stage.Emulator.Control };
        var rules = await stage.Api.DoAsync("DescribeRules", ("ListenerArn", listener));
        string[] told =
        [
            made.ToString(), rules.ToString(), (await stage.Api.DoAsync("DescribeListeners", ("ListenerArns.member.1", listener))).ToString(),
            await http.GetStringAsync("/topology"),
            await ExplainAsync(http, stage),
            await http.GetStringAsync("/requests"),
            .. new DirectoryInfo(stage.Emulator.Folder.Path).EnumerateFiles("*.log", SearchOption.AllDirectories).Select(ReadShared),
        ];

        Assert.All(told, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.Contains("authenticate-oidc", told[4], StringComparison.Ordinal);
        Assert.Contains("the secret is not written: set the environment variable OIDC_CLIENT_SECRET to it", told[3], StringComparison.Ordinal);
        Assert.Contains(Secret, Kept(stage), StringComparison.Ordinal);
        Assert.Equal(
            ("AWSELBAuthSessionCookie", "openid", "604800", "authenticate"),
            (ElbV2Client.First(rules, "SessionCookieName"), ElbV2Client.First(rules, "Scope"), ElbV2Client.First(rules, "SessionTimeout"),
                ElbV2Client.First(rules, "OnUnauthenticatedRequest")));

        // What is put back without its secret is told what it lacks.
        var (status, answer) = await PutAsync(http, told[3]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("OIDC_CLIENT_SECRET", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuer_that_the_emulator_is_itself_is_told_as_it_was_written()
    {
        var topology = $$"""
            { "LoadBalancers": [{ "Listeners": [{ "Port": {{FreePorts.Take()}}, "Protocol": "HTTPS", "DefaultActions": [
              { "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { "Issuer": "echo:{{FreePorts.Take()}}" } },
              { "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } }] }] }] }
            """;
        await using var emulator = await HostedEmulator.StartAsync(topology);
        using var api = new ElbV2Client(emulator.Control);
        var arn = ElbV2Client.First(await api.DoAsync("DescribeLoadBalancers"), "LoadBalancerArn");
        var told = await api.DoAsync("DescribeListeners", ("LoadBalancerArn", arn));

        Assert.StartsWith("echo:", ElbV2Client.First(told, "Issuer"), StringComparison.Ordinal);
        Assert.Empty(ElbV2Client.All(told, "ClientId"));
        Assert.Equal("openid", ElbV2Client.First(told, "Scope"));
    }

    private static async Task<string> ListenerAsync(ElbV2Client api) => ElbV2Client.First(
        await api.DoAsync(
            "CreateListener",
            ("LoadBalancerArn", await api.CreateLoadBalancerAsync("demo")), ("Protocol", "HTTPS"), ("Port", $"{FreePorts.Take()}"),
            ("Certificates.member.1.CertificateArn", "arn:aws:acm:us-east-1:000000000000:certificate/a"),
            ("DefaultActions.member.1.Type", "fixed-response"), ("DefaultActions.member.1.FixedResponseConfig.StatusCode", "404")),
        "ListenerArn");

    private static (string, string)[] New(string listener, int priority) =>
    [
        ("ListenerArn", listener), ("Priority", $"{priority}"), ("Conditions.member.1.Field", "path-pattern"),
        ("Conditions.member.1.Values.member.1", "/a"),
    ];

    private static Task<XElement> CreateAsync(ElbV2Client api, string listener, params (string, string)[] more) =>
        api.DoAsync("CreateRule", [.. New(listener, 1), .. Oidc, .. more]);

    private static Task<(HttpStatusCode Status, XElement Answer)> TryAsync(ElbV2Client api, string listener, params (string, string)[] more) =>
        api.CallAsync("CreateRule", [.. New(listener, 1), .. Oidc, .. more]);

    private static RuleAction.Authenticate ActionOf(ElbV2Stage stage) => Assert.IsType<RuleAction.Authenticate>(
        stage.Emulator.Services.GetRequiredService<TopologyStore>().Current.LoadBalancers[^1].Listeners[0].Rules[0].Actions[0]);

    private static string SecretOf(ElbV2Stage stage) => ActionOf(stage).Provider.ClientSecret;

    private static string Kept(ElbV2Stage stage) => ReadShared(new FileInfo(stage.Emulator.Folder.File("data/elbv2/state-1.jsonl")));

    private static string ReadShared(FileInfo file)
    {
        using var reader = new StreamReader(file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private static async Task<string> ExplainAsync(HttpClient http, ElbV2Stage stage)
    {
        var port = stage.Emulator.Services.GetRequiredService<TopologyStore>().Current.LoadBalancers[^1].Listeners[0].Port;
        using var question = JsonContent.Create(new { method = "GET", url = $"https://localhost:{port}/a" });
        using var answer = await http.PostAsync("/explain", question);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<(HttpStatusCode Status, string Text)> PutAsync(HttpClient http, string topology)
    {
        using var content = new StringContent(topology);
        using var answer = await http.PutAsync("/topology", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
