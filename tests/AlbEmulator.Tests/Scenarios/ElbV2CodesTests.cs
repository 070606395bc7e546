using System.Net;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Every code that the model of the API has: which calls get it, or why none ever does.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html"/>
/// </summary>
public sealed class ElbV2CodesTests
{
    private const string Store = "CaCertificatesBundleS3Bucket=bundles CaCertificatesBundleS3Key";
    private const string Https = "Protocol=HTTPS Port={free} {certificate}";
    private const string List = "RevocationContents.1.S3Bucket=bundles RevocationContents.1.S3Key";
    private const string Capacity = "ModifyCapacityReservation LoadBalancerArn={lb} MinimumLoadBalancerCapacity.CapacityUnits";

    /// <summary>Calls by the code that the last of them gets; all others succeed.</summary>
    private static readonly Dictionary<string, string[]> Given = new()
    {
        ["ALPNPolicyNotFound"] =
            ["CreateListener LoadBalancerArn={lb} Protocol=HTTP Port={free} {forward} AlpnPolicy.1=x"],
        ["AllocationIdNotFound"] =
        [
            "CreateLoadBalancer Name=two SubnetMappings.1.SubnetId=subnet-0a1b2c3d SubnetMappings.1.AllocationId=x "
                + "SubnetMappings.2.SubnetId=subnet-1a1b2c3d",
        ],
        ["AssociationNotFound"] =
            [$"CreateTrustStore Name=s {Store}=ca.pem", "DeleteSharedTrustStoreAssociation TrustStoreArn={0} ResourceArn=x"],
        ["CaCertificatesBundleNotFound"] = [$"CreateTrustStore Name=s {Store}=nothing"],
        ["CapacityDecreaseRequestLimitExceeded"] = [$"{Capacity}=9", $"{Capacity}=8", $"{Capacity}=7", $"{Capacity}=6"],
        ["CapacityUnitsLimitExceeded"] = [$"{Capacity}=1000001"],
        ["CertificateNotFound"] =
            ["CreateListener LoadBalancerArn={lb} Protocol=HTTPS Port={free} {forward} Certificates.1.CertificateArn=x"],
        ["DeleteAssociationSameAccount"] =
        [
            $"CreateTrustStore Name=s {Store}=ca.pem",
            "CreateListener LoadBalancerArn={lb} {forward} " + Https
                + " MutualAuthentication.Mode=verify MutualAuthentication.TrustStoreArn={0}",
            "DeleteSharedTrustStoreAssociation TrustStoreArn={0} ResourceArn={1}",
        ],
        ["DuplicateListener"] = ["CreateListener LoadBalancerArn={lb} Protocol=HTTP Port={port} DefaultActions.1.Type=fixed-response "
            + "DefaultActions.1.FixedResponseConfig.StatusCode=200"],
        ["DuplicateLoadBalancerName"] = ["CreateLoadBalancer Name=one {subnets} Scheme=internal"],
        ["DuplicateTagKeys"] = ["AddTags ResourceArns.1={lb} Tags.1.Key=k Tags.2.Key=k"],
        ["DuplicateTargetGroupName"] = ["CreateTargetGroup Name=web {ip} HealthCheckPath=/x"],
        ["DuplicateTrustStoreName"] = [$"CreateTrustStore Name=s {Store}=ca.pem", $"CreateTrustStore Name=s {Store}=ca.pem"],
        ["IncompatibleProtocols"] =
        [
            "CreateTargetGroup Name=h2 {ip} ProtocolVersion=HTTP2",
            "CreateListener LoadBalancerArn={lb} " + Https
                + " DefaultActions.1.Type=forward DefaultActions.1.TargetGroupArn={0}",
            "ModifyListener ListenerArn={1} Protocol=HTTP",
        ],
        ["InvalidCaCertificatesBundle"] = [$"CreateTrustStore Name=s {Store}=list.crl"],
        ["InvalidConfigurationRequest"] =
        [
            "ModifyTargetGroupAttributes TargetGroupArn={group} Attributes.1.Key=stickiness.enabled Attributes.1.Value=true "
                + "Attributes.2.Key=stickiness.type Attributes.2.Value=app_cookie",
        ],
        ["InvalidLoadBalancerAction"] = ["ModifyRule RuleArn={rule} Actions.1.Type=redirect Actions.1.RedirectConfig.StatusCode=HTTP_301"],
        ["InvalidRevocationContent"] =
            [$"CreateTrustStore Name=s {Store}=ca.pem", "AddTrustStoreRevocations TrustStoreArn={0} " + List + "=ca.pem"],
        ["InvalidScheme"] = ["CreateLoadBalancer Name=two {subnets} Scheme=open"],
        ["InvalidSecurityGroup"] = ["SetSecurityGroups LoadBalancerArn={lb} SecurityGroups.1=x"],
        ["InvalidTarget"] =
        [
            "CreateTargetGroup Name=machines Protocol=HTTP Port=80 VpcId=vpc-0a1b2c3d",
            "RegisterTargets TargetGroupArn={0} Targets.1.Id=i-0123456789abcdef0",
        ],
        ["ListenerNotFound"] = ["DeleteListener ListenerArn=x"],
        ["LoadBalancerNotFound"] = ["DescribeLoadBalancers Names.1=x"],
        ["OperationNotPermitted"] =
        [
            "ModifyLoadBalancerAttributes LoadBalancerArn={lb} Attributes.1.Key=deletion_protection.enabled Attributes.1.Value=true",
            "DeleteLoadBalancer LoadBalancerArn={lb}",
        ],
        ["PriorityInUse"] = ["CreateRule ListenerArn={listener} Priority=100 {path} {then}"],
        ["ResourceInUse"] = ["DeleteTargetGroup TargetGroupArn={group}"],
        ["ResourceNotFound"] = ["GetResourcePolicy ResourceArn=x"],
        ["RevocationContentNotFound"] =
            [$"CreateTrustStore Name=s {Store}=ca.pem", "AddTrustStoreRevocations TrustStoreArn={0} " + List + "=nothing"],
        ["RevocationIdNotFound"] =
            [$"CreateTrustStore Name=s {Store}=ca.pem", "GetTrustStoreRevocationContent TrustStoreArn={0} RevocationId=9"],
        ["RuleNotFound"] = ["DescribeRules RuleArns.1=x"],
        ["SSLPolicyNotFound"] = ["DescribeSSLPolicies Names.1=x"],
        ["SubnetNotFound"] = ["SetSubnets LoadBalancerArn={lb} Subnets.1=x Subnets.2=subnet-1a1b2c3d"],
        ["TargetGroupAssociationLimit"] =
        [
            "CreateLoadBalancer Name=two {subnets}",
            "CreateListener LoadBalancerArn={0} Protocol=HTTP Port={free} {forward}",
        ],
        ["TargetGroupNotFound"] =
            ["CreateRule ListenerArn={listener} Priority=1 {path} Actions.1.Type=forward Actions.1.TargetGroupArn=x"],
        ["TooManyActions"] =
            ["ModifyRule RuleArn={rule} {then} Actions.1.Order=1 Actions.2.Type=forward Actions.2.Order=2 Actions.2.TargetGroupArn={group}"],
        ["TooManyCertificates"] =
        [
            "CreateListener LoadBalancerArn={lb} {forward} " + Https,
            "25x AddListenerCertificates ListenerArn={0} Certificates.1.CertificateArn=arn:aws:acm:us-east-1:1:certificate/x{n}",
            "AddListenerCertificates ListenerArn={0} Certificates.1.CertificateArn=arn:aws:acm:us-east-1:1:certificate/last",
        ],
        ["TooManyListeners"] =
        [
            "49x CreateListener LoadBalancerArn={lb} Protocol=HTTP Port={free} {forward}",
            "CreateListener LoadBalancerArn={lb} Protocol=HTTP Port={free} {forward}",
        ],
        ["TooManyLoadBalancers"] = ["48x CreateLoadBalancer Name=n{n} {subnets}", "CreateLoadBalancer Name=last {subnets}"],
        ["TooManyRegistrationsForTargetId"] =
        [
            "CreateTargetGroup Name=other {ip}",
            "ModifyRule RuleArn={rule} Actions.1.Type=forward Actions.1.TargetGroupArn={0}",
            "RegisterTargets TargetGroupArn={group} " + Numbered(600, "Targets.{0}.Id=127.0.0.1 Targets.{0}.Port={0}"),
            "RegisterTargets TargetGroupArn={0} " + Numbered(600, "Targets.{0}.Id=127.0.0.1 Targets.{0}.Port={0}"),
        ],
        ["TooManyRules"] =
        [
            "99x CreateRule ListenerArn={listener} Priority={n} {path} {then}",
            "CreateRule ListenerArn={listener} Priority=101 {path} {then}",
        ],
        ["TooManyTags"] = ["AddTags ResourceArns.1={lb} " + Numbered(51, "Tags.{0}.Key=k{0}")],
        ["TooManyTargetGroups"] =
        [
            "6x CreateTargetGroup Name=n{n} {ip}",
            "CreateRule ListenerArn={listener} Priority=1 {path} Actions.1.Type=forward "
                + string.Join(' ', Enumerable.Range(0, 6).Select(i => $"Actions.1.ForwardConfig.TargetGroups.{i + 1}.TargetGroupArn={{{i}}}")),
        ],
        ["TooManyTargets"] =
            ["RegisterTargets TargetGroupArn={group} " + Numbered(1001, "Targets.{0}.Id=127.0.0.1 Targets.{0}.Port={0}")],
        ["TooManyTrustStoreRevocationEntries"] =
        [
            $"CreateTrustStore Name=s {Store}=ca.pem",
            "AddTrustStoreRevocations TrustStoreArn={0} "
                + Numbered(31, "RevocationContents.{0}.S3Bucket=bundles RevocationContents.{0}.S3Key=list.crl"),
        ],
        ["TooManyTrustStores"] = [$"20x CreateTrustStore Name=s{{n}} {Store}=ca.pem", $"CreateTrustStore Name=last {Store}=ca.pem"],
        ["TooManyUniqueTargetGroupsPerLoadBalancer"] =
        [
            "100x CreateTargetGroup Name=n{n} {ip}",
            .. Enumerable.Range(0, 20).Select(rule => $"CreateRule ListenerArn={{listener}} Priority={rule + 1} {{path}} {Groups(rule)}").SkipLast(1),
            $"CreateRule ListenerArn={{listener}} Priority=20 {{path}} {Groups(19)}",
        ],
        ["TrustStoreInUse"] =
        [
            $"CreateTrustStore Name=s {Store}=ca.pem",
            "CreateListener LoadBalancerArn={lb} {forward} " + Https
                + " MutualAuthentication.Mode=verify MutualAuthentication.TrustStoreArn={0}",
            "DeleteTrustStore TrustStoreArn={0}",
        ],
        ["TrustStoreNotFound"] = ["DeleteTrustStore TrustStoreArn=x"],
        ["UnsupportedProtocol"] = ["ModifyListener ListenerArn={listener} Protocol=TCP"],
    };

    private static readonly Dictionary<string, string> Never = new()
    {
        ["AvailabilityZoneNotSupported"] = "every zone of the network here takes load balancers",
        ["CapacityReservationPending"] = "what is reserved is there at once",
        ["HealthUnavailable"] = "health is known in the process that tells it",
        ["InsufficientCapacity"] = "there is no capacity that could run out",
        ["InvalidSubnet"] = "nothing takes the addresses of a subnet, and the smallest has more than a load balancer needs",
        ["PriorRequestNotComplete"] = "a call is complete before the next one begins",
        ["TrustStoreNotReady"] = "trust stores are active as soon as they are created",
    };

    public static TheoryData<string> Codes => [.. Given.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Code_of_the_model_is_given(string code)
    {
        using var folder = new TempFolder();
        await using var stage = await StartAsync(folder);
        var calls = new ElbV2Calls(stage.Api);
        await calls.SetUpAsync();

        var (action, status, answer) = await calls.CallAsync(Given[code]);

        Assert.True(code == ElbV2Client.All(answer, "Code").FirstOrDefault(), answer.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(ModelledCodes.Lists(code, action), action);
    }

    [Fact]
    public void Every_code_of_the_model_is_given_or_has_a_reason_never_to_be() =>
        Assert.Equal(ModelledCodes.All.Order(StringComparer.Ordinal), Given.Keys.Concat(Never.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Codes_of_each_action_are_those_of_the_sdks_model()
    {
        if (await Boto.PythonAsync() is not { } python)
        {
            return;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "elbv2_codes.py");
        var (exitCode, output, errors) = await Programs.RunAsync(python, [script]);
        Assert.True(exitCode == 0, errors);
        var model = JsonSerializer.Deserialize<Dictionary<string, string[]>>(output)!;
        Assert.Equal(
            model.SelectMany(pair => pair.Value.Select(code => $"{pair.Key} {code}")).Order(StringComparer.Ordinal),
            from action in ElbV2Actions.Names.Order(StringComparer.Ordinal)
            from code in ModelledCodes.All.Order(StringComparer.Ordinal)
            where ModelledCodes.Lists(code, action)
            select $"{action} {code}");
    }

    private static async Task<ElbV2Stage> StartAsync(TempFolder folder)
    {
        using var authority = new Authority("CN=Root");
        using var client = authority.Issue("CN=client");
        var bundles = Directory.CreateDirectory(folder.File("bundles")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bundles, "ca.pem"), authority.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(bundles, "list.crl"), authority.Revoke(client));
        return await ElbV2Stage.StartAsync(
            ("Alb:Limits", "Strict"),
            ("Alb:LogStore", folder.Path));
    }

    private static string Groups(int rule) => "Actions.1.Type=forward " + string.Join(' ', Enumerable.Range(0, 5).Select(i =>
        $"Actions.1.ForwardConfig.TargetGroups.{i + 1}.TargetGroupArn={{{(5 * rule) + i}}}"));

    private static string Numbered(int count, string text) => string.Join(' ', Enumerable.Range(1, count).Select(number =>
        text.Replace("{0}", $"{number}", StringComparison.Ordinal)));
}
