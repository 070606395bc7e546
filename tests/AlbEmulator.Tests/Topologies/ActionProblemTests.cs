namespace AlbEmulator.Tests.Topologies;

/// <summary>Actions that AWS does not take: what is told, and where.</summary>
public sealed class ActionProblemTests
{
    private const string Action = $"{RuleFile.RulePath}.Actions[0]";

    [Theory]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\" }, { \"TargetGroupArn\": \"web\" }]", ".TargetGroups[1].TargetGroupArn",
        "names the target group \"web\" a second time: add the weights")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\", \"Weight\": \"-1\" }]", ".TargetGroups[0].Weight",
        "must be a whole number from 0 to 999, not \"-1\"")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\", \"Weight\": \"1000\" }]", ".TargetGroups[0].Weight",
        "must be a whole number from 0 to 999, not \"1000\"")]
    [InlineData("\"TargetGroups\": [{ \"Weight\": 1 }]", ".TargetGroups[0]", "TargetGroupArn is missing: write a string")]
    [InlineData("\"TargetGroups\": []", ".TargetGroups", "needs at least 1: write a target group of a forward action (an object)")]
    [InlineData("", "", "TargetGroups is missing: write a list ([ … ]), each item a target group of a forward action (an object)")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"nowhere\" }]", ".TargetGroups[0].TargetGroupArn",
        "there is no target group \"nowhere\": define it in TargetGroups, or write one of \"web\", \"canary\", \"beta\"")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\" }], \"TargetGroupStickinessConfig\": { \"Enabled\": true }",
        ".TargetGroupStickinessConfig", "DurationSeconds is missing: write for how long a client stays with its target group")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\" }], \"TargetGroupStickinessConfig\": { \"Enabled\": true, \"DurationSeconds\": \"0\" }",
        ".TargetGroupStickinessConfig.DurationSeconds", "must be a whole number from 1 to 604800, not \"0\"")]
    [InlineData("\"TargetGroups\": [{ \"TargetGroupArn\": \"web\" }], \"TargetGroupStickinessConfig\": { \"Enabled\": true, \"DurationSeconds\": \"604801\" }",
        ".TargetGroupStickinessConfig.DurationSeconds", "must be a whole number from 1 to 604800, not \"604801\"")]
    public void Of_a_forward(string config, string path, string message) =>
        Told($$"""{ "Type": "forward", "ForwardConfig": { {{config}} } }""", $".ForwardConfig{path}", message);

    [Fact]
    public void Of_both_forms_of_a_forward() => Told(
        """
        { "Type": "forward", "TargetGroupArn": "web", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "web" }, { "TargetGroupArn": "beta" }] } }
        """,
        ".TargetGroupArn",
        "names another target group than ForwardConfig: write one of the two");

    [Theory]
    [InlineData("\"Host\": \"a.b\"", "", "StatusCode is missing: write \"HTTP_301\" or \"HTTP_302\"")]
    [InlineData("\"Host\": \"a.b\", \"StatusCode\": \"HTTP_307\"", ".StatusCode",
        "must be \"HTTP_301\" or \"HTTP_302\", not \"HTTP_307\": did you mean \"HTTP_301\"?")]
    [InlineData("\"Protocol\": \"https\"", ".Protocol",
        "must be \"HTTP\" or \"HTTPS\" or \"#{protocol}\", not \"https\": did you mean \"HTTPS\"?")]
    [InlineData("\"Host\": \"\"", ".Host", "must not be empty")]
    [InlineData("\"Host\": \"a.b:80\"", ".Host",
        "must not hold \":\": a host holds letters, digits, \"-\", \".\" and #{host}; the port stands in Port")]
    [InlineData("\"Host\": \"#{path}\"", ".Host", "must not hold \"#{path}\": Host may hold #{host}")]
    [InlineData("\"Host\": \"#{host\"", ".Host", "has a \"#{\" without \"}\": close it")]
    [InlineData("\"Port\": \"0\"", ".Port", "must be a whole number from 1 to 65535 or #{port}, not \"0\"")]
    [InlineData("\"Port\": 65536", ".Port", "must be a whole number from 1 to 65535 or #{port}, not \"65536\"")]
    [InlineData("\"Port\": \"1#{port}\"", ".Port", "must be a whole number from 1 to 65535 or #{port}, not \"1#{port}\"")]
    [InlineData("\"Path\": \"\"", ".Path", "must not be empty")]
    [InlineData("\"Path\": \"#{path}\"", ".Path", "must begin with \"/\": write \"/#{path}\"")]
    [InlineData("\"Path\": \"/#{query}\"", ".Path", "must not hold \"#{query}\": Path may hold #{host}, #{path}, #{port}")]
    [InlineData("\"Path\": \"/#{protocol}\"", ".Path", "must not hold \"#{protocol}\": Path may hold #{host}, #{path}, #{port}")]
    [InlineData("\"Path\": \"/a b\"", ".Path", "must not hold \" \": write it percent-encoded")]
    [InlineData("\"Path\": \"/\\r\\nX: y\"", ".Path", "must not hold \"\\u000d\": write it percent-encoded")]
    [InlineData("\"Host\": \"a.b\", \"Query\": \"#{Query}\"", ".Query",
        "must not hold \"#{Query}\": Query may hold #{protocol}, #{host}, #{port}, #{path}, #{query}")]
    [InlineData("\"Host\": \"a.b\", \"Query\": \"?a\"", ".Query", "must not begin with \"?\", which is added: remove it")]
    [InlineData("\"Host\": \"a.b\", \"Query\": \"\\u00e9\"", ".Query", "must not hold \"é\": write it percent-encoded")]
    [InlineData("", "",
        "The redirect configuration is not valid because it creates a loop: change the protocol, host, port or path")]
    [InlineData("\"Query\": \"a=b\"", "",
        "The redirect configuration is not valid because it creates a loop: change the protocol, host, port or path")]
    [InlineData("\"Protocol\": \"HTTP\", \"Port\": \"80\", \"Host\": \"#{host}\", \"Path\": \"/#{path}\"", "",
        "The redirect configuration is not valid because it creates a loop: change the protocol, host, port or path")]
    public void Of_a_redirect(string config, string path, string message)
    {
        var status = config.Contains("StatusCode", StringComparison.Ordinal) || message.StartsWith("StatusCode", StringComparison.Ordinal)
            ? ""
            : "\"StatusCode\": \"HTTP_301\"" + (config.Length == 0 ? "" : ", ");
        Told($$"""{ "Type": "redirect", "RedirectConfig": { {{status}}{{config}} } }""", $".RedirectConfig{path}", message);
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Path")]
    [InlineData("Query")]
    public void Of_a_redirect_that_is_too_long(string part) => Told(
        $$"""
        { "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301", "Protocol": "HTTPS", "{{part}}": "/{{new string('a', 128)}}" } }
        """,
        $".RedirectConfig.{part}",
        "must have at most 128 characters, not 129");

    [Theory]
    [InlineData("", "", "StatusCode is missing: write a string")]
    [InlineData("\"StatusCode\": \"302\"", ".StatusCode", "must be 200-299, 400-499 or 500-599, not \"302\"")]
    [InlineData("\"StatusCode\": 2000", ".StatusCode", "must be 200-299, 400-499 or 500-599, not \"2000\"")]
    [InlineData("\"StatusCode\": \"2xx\"", ".StatusCode", "must be 200-299, 400-499 or 500-599, not \"2xx\"")]
    [InlineData("\"StatusCode\": []", ".StatusCode", "must be a string, not a list")]
    [InlineData("\"StatusCode\": \"200\", \"ContentType\": \"text/xml\"", ".ContentType",
        "must be \"text/plain\" or \"text/css\" or \"text/html\" or \"application/javascript\" or \"application/json\", " +
        "not \"text/xml\": did you mean \"text/html\"?")]
    public void Of_a_fixed_response(string config, string path, string message) =>
        Told($$"""{ "Type": "fixed-response", "FixedResponseConfig": { {{config}} } }""", $".FixedResponseConfig{path}", message);

    [Fact]
    public void Of_a_body_that_is_too_long() => Told(
        $$"""
        { "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200", "MessageBody": "{{new string('a', 1025)}}" } }
        """,
        ".FixedResponseConfig.MessageBody",
        "must have at most 1024 characters, not 1025");

    [Theory]
    [InlineData("\"Type\": \"redirect\"", "",
        "For actions of type 'redirect', you must specify the following fields: 'RedirectConfig'")]
    [InlineData("\"Type\": \"fixed-response\"", "",
        "For actions of type 'fixed-response', you must specify the following fields: 'FixedResponseConfig'")]
    [InlineData("\"Type\": \"forward\", \"TargetGroupArn\": \"web\", \"FixedResponseConfig\": { \"StatusCode\": \"200\" }",
        ".FixedResponseConfig", "FixedResponseConfig does not go with forward: remove it, or write fixed-response")]
    [InlineData("\"Type\": \"fixed-response\", \"FixedResponseConfig\": { \"StatusCode\": \"200\" }, \"TargetGroupArn\": \"web\"",
        ".TargetGroupArn", "TargetGroupArn does not go with fixed-response: remove it, or write forward")]
    [InlineData("\"Type\": \"forward\", \"TargetGroupArn\": \"web\", \"Order\": \"50001\"", ".Order",
        "must be a whole number from 1 to 50000, not \"50001\"")]
    public void Of_what_an_action_is_made_of(string action, string path, string message) =>
        Told($"{{ {action} }}", path, message);

    [Fact]
    public void There_is_exactly_one_action_that_routes() =>
        new RuleFile
        {
            Actions = """
                { "Type": "forward", "TargetGroupArn": "web" }, { "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "200" } }
                """,
        }.AssertProblems(
            $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions: has 2 of forward, redirect and fixed-response: keep one, and remove the others");

    [Theory]
    [InlineData("1", "2")]
    [InlineData("50", "100")]
    public void The_action_that_routes_is_the_last(string first, string second)
    {
        const string routing = """{ "Type": "forward", "TargetGroupArn": "web", "Order": # }""";
        const string other = """{ "Type": "jwt-validation", "Order": #, "JwtValidationConfig": { "JwksEndpoint": "https://a.example/keys", "Issuer": "a" } }""";
        Assert.Equal(2, new RuleFile { Actions = $"{Ordered(other, first)}, {Ordered(routing, second)}" }.Rules()[0].Actions.Count);
        new RuleFile { Actions = $"{Ordered(other, second)}, {Ordered(routing, first)}" }.AssertProblems(
            $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions[1].Order: a forward action must be the last: give it the highest Order");
        new RuleFile { Actions = Ordered(other, first) }.AssertProblems(
            $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions: has no forward, redirect or fixed-response: add one with the highest Order, which says where requests go");

        static string Ordered(string action, string order) => action.Replace("#", order, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("authenticate-oidc", "AuthenticateOidcConfig", "Issuer")]
    [InlineData("authenticate-cognito", "AuthenticateCognitoConfig", "UserPoolArn", "UserPoolClientId", "UserPoolDomain")]
    [InlineData("jwt-validation", "JwtValidationConfig", "Issuer", "JwksEndpoint")]
    public void An_action_that_lets_only_some_pass_says_whom(string type, string config, params string[] required)
    {
        const string routing = """{ "Type": "forward", "TargetGroupArn": "web", "Order": 2 }""";
        var place = $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions[0]";
        new RuleFile { Actions = $$"""{ "Type": "{{type}}", "Order": 1 }, {{routing}}""" }.AssertProblems(
            $"{place}: For actions of type '{type}', you must specify the following fields: '{config}'");
        new RuleFile { Actions = $$"""{ "Type": "{{type}}", "Order": 1, "{{config}}": {} }, {{routing}}""" }.AssertProblems(
            [.. required.Select(name => $"{place}.{config}: {name} is missing: write a string")]);
    }

    [Fact]
    public void What_a_provider_must_have_is_told_at_once_and_a_secret_never()
    {
        const string given = """
            { "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { "Issuer": "https://a.example", "ClientSecret": ["s3cr3t"] } },
            """;
        var place = $"{RuleFile.ActionsLine}: {RuleFile.RulePath}.Actions[0].AuthenticateOidcConfig";
        new RuleFile { Actions = $$"""{{given.ReplaceLineEndings("")}} { "Type": "forward", "TargetGroupArn": "web", "Order": 2 }""" }.AssertProblems(
            $"{place}.ClientSecret: must be a string",
            $"{place}: AuthorizationEndpoint is missing: write a string",
            $"{place}: TokenEndpoint is missing: write a string",
            $"{place}: UserInfoEndpoint is missing: write a string",
            $"{place}: ClientId is missing: write a string");
    }

    [Fact]
    public void Default_actions_are_checked_alike() => new RuleFile
    {
        DefaultActions = """{ "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_301" } }""",
    }.AssertProblems(
        $"{RuleFile.DefaultActionsLine}: {RuleFile.Listener}.DefaultActions[0].RedirectConfig: " +
        "The redirect configuration is not valid because it creates a loop: change the protocol, host, port or path");

    private static void Told(string action, string path, string message) =>
        new RuleFile { Actions = action }.AssertProblems($"{RuleFile.ActionsLine}: {Action}{path}: {message}");
}
