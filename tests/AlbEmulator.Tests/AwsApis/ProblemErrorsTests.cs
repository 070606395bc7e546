using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.AwsApis;

public sealed class ProblemErrorsTests
{
    private static readonly Origin Nowhere = Origin.None;

    [Theory]
    [InlineData("Port", "port")]
    [InlineData("Actions[0].RedirectConfig.StatusCode", "actions.1.member.redirectConfig.statusCode")]
    [InlineData(
        "Conditions[1].QueryStringConfig.Values[2].Key", "conditions.2.member.queryStringConfig.values.3.member.key")]
    [InlineData("", "")]
    public void Places_are_written_as_aws_writes_them(string path, string wire) => Assert.Equal(wire, new Place(path).Wire);

    [Theory]
    [InlineData("ModifyTargetGroupAttributes", "InvalidConfigurationRequest")]
    [InlineData("CreateRule", "InvalidConfigurationRequest")]
    [InlineData("ModifyRule", "InvalidLoadBalancerAction")]
    [InlineData("DeleteListener", "ValidationError")]
    public void One_fault_has_the_code_of_the_action_that_was_called(string action, string code) =>
        Assert.Equal(code, Error(new Problem(Nowhere, "") { Fault = new Fault.NoGroupStickiness("r") }, action).Code);

    [Theory]
    [InlineData("CreateListener", "DefaultActions[0]", "InvalidLoadBalancerAction")]
    [InlineData("CreateListener", "MutualAuthentication", "ValidationError")]
    [InlineData("ModifyListenerAttributes", "", "InvalidConfigurationRequest")]
    public void A_fault_that_only_the_emulator_tells_has_a_code_by_its_place(string action, string path, string code) =>
        Assert.Equal(code, Error(new Problem(new Origin("", 0, path), "no"), action).Code);

    [Fact]
    public void A_fault_of_a_file_is_told_with_its_place() => Assert.Equal(
        "a.json:3: TargetGroups[0]: no",
        Error(new Problem(new Origin("a.json", 3, "TargetGroups[0]"), "no"), "CreateListener").Message);

    [Theory]
    [InlineData("SslPolicy is for HTTPS listeners", "SslPolicy is for HTTPS listeners")]
    [InlineData("SslPolicies are many", "SslPolicy: SslPolicies are many")]
    [InlineData("no", "SslPolicy: no")]
    public void A_parameter_is_named_once(string words, string told) => Assert.Equal(
        told, Error(new Problem(new Origin("", 0, "SslPolicy"), words), "CreateListener").Message);

    [Fact]
    public void Every_quota_is_told_in_some_words() => Assert.All(Enum.GetValues<Quota>(), quota =>
        Assert.NotEmpty(Error(new Problem(Nowhere, "words") { Fault = new Fault.OverQuota(quota, 7, "arn") }, "CreateRule").Message));

    [Theory]
    [InlineData("CreateRule", "TooManyTargetGroups")]
    [InlineData("CreateTargetGroup", "TooManyTargetGroups")]
    [InlineData("CreateListener", "InvalidLoadBalancerAction")]
    public void Quotas_have_the_code_of_the_action_too(string action, string code) => Assert.Equal(
        code, Error(new Problem(Nowhere, "") { Fault = new Fault.OverQuota(Quota.TargetGroupsOfAction, 5, "") }, action).Code);

    private static QueryError Error(Problem problem, string action) => ModelledCodes.As(action, ProblemErrors.Of(
        problem, new QueryCall(action, new QueryValue(), new QueryScope("", "us-east-1", ""), CancellationToken.None)));
}
