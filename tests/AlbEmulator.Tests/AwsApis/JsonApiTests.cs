using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AwsApis;

/// <summary>The services of AWS that speak JSON: what of them is here, and what is said of the rest.</summary>
public sealed class JsonApiTests
{
    private const string Shop = "arn:aws:acm:us-east-1:000000000000:certificate/shop";
    private const string Fast = "arn:aws:acm:us-east-1:000000000000:certificate/fast";

    [Fact]
    public async Task Nothing_is_protected_and_no_web_ACL_is_associated()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        var results = await Boto.CallAsync(emulator.Control, """
            [
                ["elbv2", "create_load_balancer", { "Name": "shop", "Subnets": ["subnet-0a1b2c30", "subnet-0a1b2c31"] }],
                ["wafv2", "get_web_acl_for_resource", { "ResourceArn": "$0.LoadBalancers.0.LoadBalancerArn" }],
                ["waf-regional", "get_web_acl_for_resource", { "ResourceArn": "$0.LoadBalancers.0.LoadBalancerArn" }],
                ["wafv2", "list_web_acls", { "Scope": "REGIONAL" }],
                ["shield", "get_subscription_state", {}]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(
                ["{}", "{}", """{"WebACLs": []}""", """{"SubscriptionState": "INACTIVE"}"""],
                results.Skip(1).Select(result => result.GetProperty("result").GetRawText()));
        }
    }

    [Theory]
    [InlineData("wafv2", "get_web_acl_for_resource", """{ "ResourceArn": "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/no/1" }""", "WAFNonexistentItemException")]
    [InlineData("waf-regional", "get_web_acl_for_resource", """{ "ResourceArn": "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/no/1" }""", "WAFNonexistentItemException")]
    [InlineData("shield", "describe_protection", """{ "ResourceArn": "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/no/1" }""", "ResourceNotFoundException")]
    [InlineData("shield", "create_protection", """{ "Name": "a", "ResourceArn": "arn:aws:ec2::1:eip/a" }""", "UnknownOperationException: The action CreateProtection of shield is not here: the emulator answers DescribeProtection, GetSubscriptionState")]
    [InlineData("wafv2", "associate_web_acl", """{ "WebACLArn": "arn:aws:wafv2:us-east-1:1:a", "ResourceArn": "arn:aws:wafv2:us-east-1:1:b" }""", "UnknownOperationException: The action AssociateWebACL of wafv2 is not here")]
    [InlineData("acm", "request_certificate", """{ "DomainName": "example.com" }""", "UnknownOperationException: The action RequestCertificate of acm is not here")]
    [InlineData("acm", "describe_certificate", """{ "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/nobody" }""", "ResourceNotFoundException: Could not find certificate arn:aws:acm:us-east-1:000000000000:certificate/nobody")]
    [InlineData("acm", "describe_certificate", """{ "CertificateArn": "a-name-and-no-arn-at-all" }""", "InvalidArnException")]
    [InlineData("acm", "list_certificates", """{ "NextToken": "nonsense" }""", "ValidationException")]
    public async Task What_is_not_there_or_not_here_is_refused_by_name(string service, string operation, string parameters, string refusal)
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        if (await Boto.CallAsync(emulator.Control, $"""[["{service}", "{operation}", {parameters}]]""") is [var result])
        {
            Assert.StartsWith(
                refusal, $"{result.GetProperty("error").GetString()}: {result.GetProperty("message").GetString()}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Certificates_of_the_settings_are_those_of_ACM()
    {
        using var folder = new TempFolder();
        await using var emulator = await StartWithCertificatesAsync(folder);
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                ["acm", "describe_certificate", { "CertificateArn": "{{Shop}}" }],
                ["acm", "describe_certificate", { "CertificateArn": "{{Fast}}" }],
                ["acm", "list_certificates", {}],
                ["acm", "list_certificates", { "Includes": { "keyTypes": ["EC_prime256v1", "RSA_2048"] } }],
                ["acm", "list_certificates", { "Includes": { "keyTypes": ["RSA_4096"] } }],
                ["acm", "list_certificates", { "CertificateStatuses": ["EXPIRED", "PENDING_VALIDATION"] }],
                ["acm", "list_certificates", { "CertificateStatuses": ["ISSUED"], "Includes": { "keyTypes": ["EC_prime256v1", "RSA_2048"] }, "MaxItems": 1 }],
                ["acm", "list_certificates", { "Includes": { "keyTypes": ["EC_prime256v1", "RSA_2048"] }, "NextToken": "$6.NextToken" }],
                ["acm", "list_tags_for_certificate", { "CertificateArn": "{{Shop}}" }],
                ["acm", "describe_certificate", { "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/gone" }]
            ]
            """);
        if (results is null)
        {
            return;
        }

        static string[] Arns(JsonElement result) => Answered.Each(result, "CertificateSummaryList", one => one("CertificateArn"));
        Assert.Equal(
            "shop.example.com ISSUED IMPORTED RSA_2048 shop.example.com 0",
            Describe(results[0], "DomainName", "Status", "Type", "KeyAlgorithm", "SubjectAlternativeNames.0", "InUseBy"));
        Assert.Equal("EC_prime256v1", Describe(results[1], "KeyAlgorithm"));
        // Without a filter ACM tells of RSA keys alone.
        Assert.Equal([Shop], Arns(results[2]));
        Assert.Equal([Fast, Shop], Arns(results[3]));
        Assert.Empty(Arns(results[4]));
        Assert.Empty(Arns(results[5]));
        Assert.Equal([Fast], Arns(results[6]));
        Assert.Equal([Shop], Arns(results[7]));
        Assert.Empty(Answered.Each(results[8], "Tags", _ => ""));
        Assert.Equal("ResourceNotFoundException", results[9].GetProperty("error").GetString());
        Assert.EndsWith(
            "gone.pem\" of the setting Alb:Certificates holds none", results[9].GetProperty("message").GetString(), StringComparison.Ordinal);

        var elsewhere = await Boto.CallAsync(emulator.Control, """[["acm", "list_certificates", {}]]""", region: "eu-west-1");
        Assert.Equal(["arn:aws:acm:eu-west-1:000000000000:certificate/shop"], Arns(elsewhere![0]));
    }

    [Fact]
    public async Task Certificate_is_in_use_while_a_listener_has_it()
    {
        using var folder = new TempFolder();
        await using var emulator = await StartWithCertificatesAsync(folder);
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                ["elbv2", "create_load_balancer", { "Name": "shop", "Subnets": ["subnet-0a1b2c30", "subnet-0a1b2c31"] }],
                ["elbv2", "create_listener", { "LoadBalancerArn": "$0.LoadBalancers.0.LoadBalancerArn", "Protocol": "HTTPS",
                    "Port": {{FreePorts.Take()}}, "Certificates": [{ "CertificateArn": "{{Shop}}" }],
                    "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "204" } }] }],
                ["acm", "describe_certificate", { "CertificateArn": "{{Shop}}" }],
                ["elbv2", "delete_load_balancer", { "LoadBalancerArn": "$0.LoadBalancers.0.LoadBalancerArn" }],
                ["acm", "describe_certificate", { "CertificateArn": "{{Shop}}" }]
            ]
            """);

        if (results is not null)
        {
            Assert.Equal(Answered.At(results[0].GetProperty("result"), "LoadBalancers.0.LoadBalancerArn"), Describe(results[2], "InUseBy.0"));
            Assert.Equal("0", Describe(results[4], "InUseBy"));
        }
    }

    /// <summary>A list may have the default certificate as well, and then has it when another becomes the default.</summary>
    [Fact]
    public async Task Default_certificate_of_a_listener_may_be_in_its_list_too()
    {
        using var folder = new TempFolder();
        await using var emulator = await StartWithCertificatesAsync(folder);
        var listener = "\"ListenerArn\": \"$1.Listeners.0.ListenerArn\"";
        var shop = $$"""{ {{listener}}, "Certificates": [{ "CertificateArn": "{{Shop}}" }] }""";
        var results = await Boto.CallAsync(emulator.Control, $$"""
            [
                ["elbv2", "create_load_balancer", { "Name": "shop", "Subnets": ["subnet-0a1b2c30", "subnet-0a1b2c31"] }],
                ["elbv2", "create_listener", { "LoadBalancerArn": "$0.LoadBalancers.0.LoadBalancerArn", "Protocol": "HTTPS",
                    "Port": {{FreePorts.Take()}}, "Certificates": [{ "CertificateArn": "{{Shop}}" }],
                    "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "204" } }] }],
                ["elbv2", "remove_listener_certificates", {{shop}}],
                ["elbv2", "add_listener_certificates", {{shop}}],
                ["elbv2", "add_listener_certificates", {{shop}}],
                ["elbv2", "describe_listener_certificates", { {{listener}} }],
                ["elbv2", "modify_listener", { {{listener}}, "Certificates": [{ "CertificateArn": "{{Fast}}" }] }],
                ["elbv2", "describe_listener_certificates", { {{listener}} }],
                ["elbv2", "remove_listener_certificates", {{shop}}],
                ["elbv2", "describe_listener_certificates", { {{listener}} }]
            ]
            """);

        if (results is not null)
        {
            static string[] Certificates(JsonElement result) =>
                Answered.Each(result, "Certificates", one => $"{one("CertificateArn").Split('/')[1]} {one("IsDefault")}");
            Assert.Equal("OperationNotPermitted", results[2].GetProperty("error").GetString());
            Assert.Equal(["shop False"], Certificates(results[4]));
            Assert.Equal(["shop True", "shop False"], Certificates(results[5]));
            Assert.Equal(["fast True", "shop False"], Certificates(results[7]));
            Assert.Equal(["fast True"], Certificates(results[9]));
        }
    }

    [Theory]
    [InlineData("AWSShield_20160616.GetSubscriptionState", "", HttpStatusCode.OK, "\"SubscriptionState\":\"INACTIVE\"")]
    [InlineData("AWSShield_20160616.GetSubscriptionState", "{", HttpStatusCode.BadRequest, "\"__type\":\"SerializationException\"")]
    [InlineData("AWSShield_20160616.GetSubscriptionState", "[]", HttpStatusCode.BadRequest, "\"__type\":\"SerializationException\"")]
    [InlineData("CertificateManager.ListCertificates", """{ "CertificateStatuses": "ISSUED" }""", HttpStatusCode.BadRequest, "CertificateStatuses must be a list")]
    [InlineData("CertificateManager.ListCertificates", """{ "Includes": { "keyTypes": [7] } }""", HttpStatusCode.BadRequest, "keyTypes must be text")]
    [InlineData("CertificateManager.ListCertificates", """{ "Includes": [] }""", HttpStatusCode.BadRequest, "Includes must be an object")]
    [InlineData("CertificateManager.ListCertificates", """{ "MaxItems": "1" }""", HttpStatusCode.BadRequest, "MaxItems must be a whole number")]
    [InlineData("CertificateManager.ListCertificates", """{ "MaxItems": 0 }""", HttpStatusCode.BadRequest, "MaxItems must be from 1 to 1000")]
    [InlineData("CertificateManager.DescribeCertificate", "{}", HttpStatusCode.BadRequest, "CertificateArn is missing")]
    [InlineData("AWSWAF_20190729.GetWebACLForResource", """{ "ResourceArn": null }""", HttpStatusCode.BadRequest, "WAFInvalidParameterException")]
    [InlineData("CertificateManager", "{}", HttpStatusCode.BadRequest, "is not here")]
    [InlineData("CertificateManager.", "{}", HttpStatusCode.BadRequest, "UnknownOperationException")]
    public async Task Requests_that_no_SDK_sends_are_answered_as_well(string target, string body, HttpStatusCode status, string told)
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        var (answered, text) = await PostAsync(emulator, target, body);

        Assert.Equal(status, answered);
        Assert.Contains(told, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_that_is_too_long_is_not_read()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        var (status, _) = await PostAsync(emulator, "CertificateManager.ListCertificates", $$"""{ "NextToken": "{{new string('a', 1024 * 1024)}}" }""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Without_companions_they_are_not_here()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()), ("Alb:Companions", "false"));
        if (await Boto.CallAsync(emulator.Control, """[["acm", "list_certificates", {}]]""") is [var result])
        {
            Assert.StartsWith(
                "The service acm is not here: this emulator answers elbv2 alone.", result.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Token_is_asked_for_in_their_form()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take()), ("Alb:ControlToken", "token-of-sixteen"));
        if (await Boto.CallAsync(emulator.Control, """[["shield", "get_subscription_state", {}]]""", accessKey: "another") is [var refused])
        {
            Assert.Equal("InvalidClientTokenId", refused.GetProperty("error").GetString());
            var answered = await Boto.CallAsync(
                emulator.Control, """[["shield", "get_subscription_state", {}]]""", accessKey: "token-of-sixteen");
            Assert.True(answered![0].TryGetProperty("result", out _), answered[0].ToString());
        }
    }

    private static Task<HostedEmulator> StartWithCertificatesAsync(TempFolder folder)
    {
        Certificates.Write(folder, "shop", "shop.example.com").Dispose();
        Certificates.WriteEcdsa(folder, "fast", "fast.example.com").Dispose();
        var shop = $"{folder.File("shop.pem")}, {folder.File("shop.key")}";
        return HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take()),
            ($"Alb:Certificates:{Shop}", shop),
            ($"Alb:Certificates:{Fast}", $"{folder.File("fast.pem")},{folder.File("fast.key")}"),
            ("Alb:Certificates:arn:aws:acm:us-east-1:000000000000:certificate/gone", folder.File("gone.pem")),
            ("Alb:Certificates:arn:aws:acm:eu-west-1:000000000000:certificate/shop", shop),
            ("Alb:Certificates:arn:aws:iam::000000000000:server-certificate/shop", shop));
    }

    private static string Describe(JsonElement result, params string[] members) =>
        string.Join(' ', members.Select(member => Answered.At(result.GetProperty("result").GetProperty("Certificate"), member)));

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HostedEmulator emulator, string target, string body)
    {
        using var client = OneQuestion.Client();
        using var content = new StringContent(body);
        content.Headers.ContentType = new("application/x-amz-json-1.1");
        content.Headers.Add("X-Amz-Target", target);
        using var answer = await client.PostAsync(emulator.Control, content);
        Assert.Equal("application/x-amz-json-1.1", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
