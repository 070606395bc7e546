using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.ElbV2.Errors;

/// <summary>
/// What the readers that files and the API share find wrong, as AWS tells it: by the sort of fault, with the code of the
/// action that was called. What AWS's words are not known for, or what only the emulator refuses, keeps its own.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"/>
/// </summary>
internal static class ProblemErrors
{
    public static QueryError Of(Problem problem, QueryCall call)
    {
        var place = Place.Of(problem.Origin);
        return Known(problem.Fault, place, call) ?? new QueryError(Code(problem.Fault, place, call), Words(problem));
    }

    private static QueryError? Known(Fault? fault, Place place, QueryCall call) => fault switch
    {
        Fault.NoTargetGroup => ElbV2Errors.TargetGroupNotFound,
        Fault.NoTrustStore store => ElbV2Errors.NoTrustStore(store.Name),
        Fault.SecondRoutingAction => new QueryError(
            "TooManyActions", "You've reached the limit on the number of actions per rule"),
        Fault.ProtocolMismatch mismatch => ActionErrors.Of(mismatch, call.Parameters),
        Fault.NoGroupStickiness sticky => ElbV2Errors.InvalidConfiguration(
            $"This target group appears behind a rule with group stickiness disabled ({sticky.RuleArn}). "
                + "You must enable group stickiness before enabling target stickiness"),
        Fault.TimeoutNotBelowInterval timeout => TargetGroupErrors.Of(timeout, call.Parameters),
        Fault.NotOfLambda lambda => TargetGroupErrors.Of(lambda),
        Fault.Attribute attribute => AttributeErrors.Of(attribute),
        Fault.OverQuota over => QuotaErrors.Of(over),
        _ when place.IsInCondition => ConditionErrors.Of(fault, place, call.Parameters),
        Fault.NotOfHttp => ActionErrors.Of(fault, place),
        _ when place.IsInAction => ActionErrors.Of(fault, place),
        _ => ModelledValues.Of(fault, place),
    };

    private static string Code(Fault? fault, Place place, QueryCall call) =>
        fault is Fault.AddressTypeMismatch ? "InvalidConfigurationRequest"
        : place.IsInAction ? ActionErrors.Code
        : fault is Fault.Attribute or Fault.PortTaken || call.Action.EndsWith("Attributes", StringComparison.Ordinal)
            ? "InvalidConfigurationRequest"
        : ElbV2Errors.ValidationErrorCode;

    private static string Words(Problem problem)
    {
        var isOfFile = problem.Origin.File.Length > 0 && !problem.Origin.File.StartsWith("arn:", StringComparison.Ordinal);
        return isOfFile ? problem.ToString()
            : problem.Origin.Path.Length > 0
                && !problem.Message.StartsWith($"{problem.Origin.Path} ", StringComparison.Ordinal) ? $"{problem.Origin.Path}: {problem.Message}"
            : problem.Message;
    }
}
