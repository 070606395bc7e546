using AlbEmulator.Commands;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Actions that let only some pass, from templates, plans and AWS's answers; and where their secrets come from.</summary>
public sealed class LoginImportTests
{
    private const string Secret = "s3cr3t-of-the-client";
    private const string Provider = """
        "Issuer": "https://idp.example.com", "AuthorizationEndpoint": "https://idp.example.com/authorize",
        "TokenEndpoint": "https://idp.example.com/token", "UserInfoEndpoint": "https://idp.example.com/userinfo", "ClientId": "shop",
        "AuthenticationRequestExtraParams": { "prompt": "login" }, "OnUnauthenticatedRequest": "deny", "Scope": "openid email",
        "SessionCookieName": "Shop"
        """;

    private const string Pool = """
        "UserPoolArn": "arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_a", "UserPoolClientId": "c", "UserPoolDomain": "shop"
        """;

    private const string Token = """
        "JwksEndpoint": "https://idp.example.com/keys", "Issuer": "i",
        "AdditionalClaims": [{ "Format": "string-array", "Name": "groups", "Values": ["a", "b"] }]
        """;

    private const string Answer = """{ "Type": "fixed-response", "Order": 2, "FixedResponseConfig": { "StatusCode": "200" } }""";

    /// <summary>A template: the action of its listener is of a provider, those of its rules are of a user pool and of tokens.</summary>
    private const string Template = $$$"""
        { "AWSTemplateFormatVersion": "2010-09-09",
          "Parameters": { "Secret": { "Type": "String", "NoEcho": true, "MinLength": 8, "Default": "{{{Secret}}}" } },
          "Resources": {
            "Alb": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": { "Name": "shop" } },
            "Listener": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
              "LoadBalancerArn": { "Ref": "Alb" }, "Port": 443, "Protocol": "HTTPS",
              "Certificates": [{ "CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/a" }],
              "DefaultActions": [{ "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { {{{Provider}}},
                "SessionTimeout": "3600",
                "ClientSecret": { "Ref": "Secret" } } }, {{{Answer}}}] } },
            "Users": { "Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
              "ListenerArn": { "Ref": "Listener" }, "Priority": 1, "Conditions": [{ "Field": "path-pattern", "Values": ["/a"] }],
              "Actions": [{ "Type": "authenticate-cognito", "Order": 1, "AuthenticateCognitoConfig": { {{{Pool}}}, "SessionTimeout": 60 } }, {{{Answer}}}] } },
            "Machines": { "Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
              "ListenerArn": { "Ref": "Listener" }, "Priority": 2, "Conditions": [{ "Field": "path-pattern", "Values": ["/b"] }],
              "Actions": [{ "Type": "jwt-validation", "Order": 1, "JwtValidationConfig": { {{{Token}}} } }, {{{Answer}}}] } } } }
        """;

    /// <summary>What AWS answers of the same.</summary>
    private const string Described = $$"""
        { "LoadBalancers": [{ "LoadBalancerArn": "arn:x:loadbalancer/app/shop/1", "LoadBalancerName": "shop", "Type": "application" }],
          "Listeners": [{ "ListenerArn": "arn:x:listener/app/shop/1/2", "LoadBalancerArn": "arn:x:loadbalancer/app/shop/1", "Port": 443, "Protocol": "HTTPS",
            "Certificates": [{ "CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/a" }],
            "DefaultActions": [
              { "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { {{Provider}}, "SessionTimeout": 3600 } },
              {{Answer}}] }] }
        """;

    /// <summary>What Terraform knows of the same; of the provider's schema everything stands there.</summary>
    private const string State = $$"""
        { "format_version": "1.0", "terraform_version": "1.11.4", "values": { "root_module": { "resources": [
          { "address": "aws_lb.a", "mode": "managed", "type": "aws_lb", "name": "a",
            "values": { "arn": "arn:x:loadbalancer/app/shop/1", "name": "shop", "load_balancer_type": "application" } },
          { "address": "aws_lb_listener.a", "mode": "managed", "type": "aws_lb_listener", "name": "a", "values": {
            "arn": "arn:x:listener/app/shop/1/2", "load_balancer_arn": "arn:x:loadbalancer/app/shop/1", "port": 443, "protocol": "HTTPS",
            "certificate_arn": "arn:aws:acm:eu-west-1:1:certificate/a",
            "default_action": [
              { "type": "authenticate-oidc", "order": 1, "forward": [], "fixed_response": [], "redirect": [], "target_group_arn": "",
                "authenticate_cognito": [], "authenticate_oidc": [{
                  "authentication_request_extra_params": { "prompt": "login" }, "authorization_endpoint": "https://idp.example.com/authorize",
                  "client_id": "shop", "client_secret": "{{Secret}}", "issuer": "https://idp.example.com", "on_unauthenticated_request": "deny",
                  "scope": "openid email", "session_cookie_name": "Shop", "session_timeout": 3600,
                  "token_endpoint": "https://idp.example.com/token", "user_info_endpoint": "https://idp.example.com/userinfo" }] },
              { "type": "fixed-response", "order": 2, "fixed_response": [{ "status_code": "200", "content_type": "text/plain", "message_body": "" }] }] } },
          { "address": "aws_lb_listener_rule.a", "mode": "managed", "type": "aws_lb_listener_rule", "name": "a", "values": {
            "listener_arn": "arn:x:listener/app/shop/1/2", "priority": 1, "condition": [{ "path_pattern": [{ "values": ["/a"] }] }],
            "action": [
              { "type": "authenticate-cognito", "order": 1, "authenticate_cognito": [{
                  "authentication_request_extra_params": null, "on_unauthenticated_request": "authenticate", "scope": "openid",
                  "session_cookie_name": "AWSELBAuthSessionCookie", "session_timeout": 60,
                  "user_pool_arn": "arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_a", "user_pool_client_id": "c", "user_pool_domain": "shop" }] },
              { "type": "fixed-response", "order": 2, "fixed_response": [{ "status_code": "200", "content_type": "text/plain", "message_body": "" }] }] } },
          { "address": "aws_lb_listener_rule.b", "mode": "managed", "type": "aws_lb_listener_rule", "name": "b", "values": {
            "listener_arn": "arn:x:listener/app/shop/1/2", "priority": 2, "condition": [{ "path_pattern": [{ "values": ["/b"] }] }],
            "action": [
              { "type": "jwt-validation", "order": 1, "jwt_validation": [{ "jwks_endpoint": "https://idp.example.com/keys", "issuer": "i",
                  "additional_claim": [{ "format": "string-array", "name": "groups", "values": ["a", "b"] }] }] },
              { "type": "fixed-response", "order": 2, "fixed_response": [{ "status_code": "200", "content_type": "text/plain", "message_body": "" }] }] } }] } } }
        """;

    private static readonly IdentityProvider Expected = new("https://idp.example.com", "shop")
    {
        AuthorizationEndpoint = "https://idp.example.com/authorize",
        TokenEndpoint = "https://idp.example.com/token",
        UserInfoEndpoint = "https://idp.example.com/userinfo",
        ClientSecret = Secret,
    };

    public static TheoryData<string> Wholes => [Template, State];

    [Theory]
    [MemberData(nameof(Wholes))]
    public void Actions_are_what_their_source_says(string content)
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", content);
        var reading = workspace.Read("a.json");

        Assert.Empty(reading.Problems);
        var listener = reading.Topology.LoadBalancers.Single().Listeners.Single();
        AssertIsLogin(listener.DefaultActions[0]);
        var cognito = Assert.IsType<RuleAction.Authenticate>(listener.Rules[0].Actions[0]);
        Assert.Equal(
            ("arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_a", "c", "https://shop.auth.eu-west-1.amazoncognito.com/oauth2/token", 60),
            (cognito.UserPoolArn, cognito.Provider.ClientId, cognito.Provider.TokenEndpoint, cognito.SessionTimeout.TotalSeconds));
        Assert.Equal(
            new RuleAction.JwtValidation("https://idp.example.com/keys", "i")
            {
                AdditionalClaims = [new JwtClaim("groups", JwtClaimFormat.StringArray, ["a", "b"])],
            },
            listener.Rules[1].Actions[0]);
    }

    [Fact]
    public void Secret_that_AWS_does_not_describe_is_given_by_a_setting()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Described);
        Assert.Equal(
            ["a.json:5: Listeners[0].DefaultActions[0].AuthenticateOidcConfig: ClientSecret is with AWS, which tells it to nobody: "
                + "give it by the setting Alb:Oidc:ClientSecrets:shop"],
            workspace.Read("a.json").Problems.Select(problem => problem.ToString()));

        workspace.Settings.Oidc.ClientSecrets.Add("shop", Secret);
        var reading = workspace.Read("a.json");
        Assert.Empty(reading.Problems);
        AssertIsLogin(reading.Topology.LoadBalancers.Single().Listeners.Single().DefaultActions[0]);
    }

    [Theory]
    [InlineData("\"UseExistingClientSecret\": true", "ClientSecret is with AWS, which tells it to nobody: give it by the setting Alb:Oidc:ClientSecrets:shop")]
    [InlineData("\"UseExistingClientSecret\": false", "ClientSecret is missing: write a string")]
    [InlineData("\"ClientSecret\": \"{{resolve:secretsmanager:shop:SecretString:oidc}}\"",
        "\"{{resolve:secretsmanager:shop:SecretString:oidc}}\" is resolved by AWS: give it a value, as --parameter resolve:secretsmanager:shop:SecretString:oidc=VALUE")]
    [InlineData("\"ClientSecret\": { \"Fn::Join\": [\"\", [\"{{resolve:secretsmanager:\", \"arn:aws:secretsmanager:eu-west-1:1:secret:shop\", \":SecretString:::}}\"]] }",
        "give it a value, as --parameter resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:shop:SecretString:::=VALUE")]
    public void Secret_that_no_template_has_is_asked_for_once(string instead, string expected)
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Template.Replace("\"ClientSecret\": { \"Ref\": \"Secret\" }", instead, StringComparison.Ordinal));
        Assert.EndsWith(expected, Assert.Single(workspace.Read("a.json").Problems).ToString(), StringComparison.Ordinal);

        workspace.Settings.Oidc.ClientSecrets.Add("shop", Secret);
        var reading = workspace.Read("a.json");
        Assert.Empty(reading.Problems);
        AssertIsLogin(reading.Topology.LoadBalancers.Single().Listeners.Single().DefaultActions[0]);
    }

    [Fact]
    public void Secret_may_be_a_dynamic_reference_that_is_given()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Template.Replace("{ \"Ref\": \"Secret\" }", "\"{{resolve:secretsmanager:shop}}\"", StringComparison.Ordinal));
        workspace.Settings.Parameters.Add("resolve:secretsmanager:shop", Secret);
        AssertIsLogin(workspace.Read("a.json").Topology.LoadBalancers.Single().Listeners.Single().DefaultActions[0]);
    }

    [Fact]
    public void Parameter_that_is_not_echoed_is_not_told_where_it_is_wrong()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", Template.Replace("\"MinLength\": 8", "\"MinLength\": 80", StringComparison.Ordinal));
        Assert.EndsWith(
            "the parameter Secret must have at least 80 characters", Assert.Single(workspace.Read("a.json").Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("github")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void No_report_tells_a_secret(string report)
    {
        using var workspace = new Workspace();
        foreach (var written in new[] { "\"Port\": 443", "\"Prt\": 443" })
        {
            workspace.Write("a.json", State);
            workspace.Write("b.json", Template.Replace("\"Port\": 443", written, StringComparison.Ordinal));
            foreach (var file in new[] { "a.json", "b.json" })
            {
                var output = new StringWriter();
                CheckCommand.Run(workspace.Settings, [workspace.PathOf(file)], CheckReports.Of(report), output);
                Assert.DoesNotContain(Secret, output.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Wholes))]
    public void Converted_file_has_a_variable_in_the_place_of_the_secret(string content)
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", content);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("a.json")], output, error));

        Assert.DoesNotContain(Secret, $"{output}{error}", StringComparison.Ordinal);
        Assert.Contains("ClientSecret: ${OIDC_CLIENT_SECRET}\n", output.ToString(), StringComparison.Ordinal);
        Assert.Single(
            output.ToString().Split('\n'),
            line => line.StartsWith('#') && line.EndsWith(
                ": the secret is not written: set the environment variable OIDC_CLIENT_SECRET to it", StringComparison.Ordinal));
        workspace.Write("converted.yaml", output.ToString());
        workspace.Variables.Add("OIDC_CLIENT_SECRET", Secret);
        Assert.Equal(Said.Of(workspace.Read("a.json").Topology), Said.Of(workspace.Read("converted.yaml").Topology));
    }

    [Fact]
    public void Each_secret_has_a_variable_of_its_own()
    {
        using var workspace = new Workspace();
        workspace.Write("a.json", $$"""
            { "LoadBalancers": [{ "Listeners": [
              {{Listener(1, "one")}}, {{Listener(2, "two")}}, {{Listener(3, "one")}}] }] }
            """);
        var output = new StringWriter();
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("a.json")], output, TextWriter.Null));

        Assert.Equal(
            ["${OIDC_CLIENT_SECRET}", "${OIDC_CLIENT_SECRET_2}", "${OIDC_CLIENT_SECRET}"],
            output.ToString().Split('\n').Where(line => line.Contains("ClientSecret: $", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]));

        static string Listener(int port, string secret) =>
            $$"""
            { "Port": {{port}}, "Protocol": "HTTPS", "DefaultActions": [
              { "Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": { {{Provider}}, "ClientSecret": "{{secret}}" } }, {{Answer}}] }
            """;
    }

    private static void AssertIsLogin(RuleAction action) => Assert.Equal(
        new RuleAction.Authenticate(Expected)
        {
            ExtraParams = [new("prompt", "login")],
            OnUnauthenticatedRequest = OnUnauthenticatedRequest.Deny,
            Scope = "openid email",
            SessionCookieName = "Shop",
            SessionTimeout = TimeSpan.FromHours(1),
        },
        action);
}
