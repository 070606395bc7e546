using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Model;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.Forwarding.Lambda;

/// <summary>What the program's log tells of the answers of functions, and how often.</summary>
public sealed class FunctionNoticesTests
{
    private readonly HeardLog<FunctionNotices> _log = new();
    private readonly FunctionNotices _notices;

    public FunctionNoticesTests() => _notices = new FunctionNotices(_log);

    [Fact]
    public void A_refusal_is_told_again_when_it_changes_or_the_function_answered_well()
    {
        Tell("one", LambdaFailure.InvalidResponse("a"));
        Tell("one", LambdaFailure.InvalidResponse("a"));
        Tell("two", LambdaFailure.InvalidResponse("a"));
        Tell("one", LambdaFailure.InvalidResponse("b"));
        Tell("one", new LambdaResponse(200, "", [], []));
        Tell("one", LambdaFailure.InvalidResponse("b"));
        Tell("one", LambdaFailure.Unhandled);

        Assert.Equal(
            ["one: a", "two: a", "one: b", "one: b"],
            _log.Lines.Select(line => $"{line.Message.Split(' ')[1]}: {line.Message[^1]}"));
    }

    [Theory]
    [InlineData(true, "headers", "true")]
    [InlineData(false, "multiValueHeaders", "false")]
    public void Headers_in_the_form_that_is_not_read_are_told_once_a_function(bool hasMultiValueHeaders, string form, string enabled)
    {
        for (var time = 0; time < 3; time++)
        {
            Tell("one", Unread(form), hasMultiValueHeaders);
            Tell("two", Unread(form), hasMultiValueHeaders);
            Tell("three", new LambdaResponse(200, "", [], []), hasMultiValueHeaders);
        }

        Assert.Equal(
            from function in (string[])["one", "two"]
            select $"Function {function} of target group web: the {form} of its answers are not read, since the group's "
                + $"lambda.multi_value_headers.enabled is {enabled}",
            _log.Lines.Select(line => line.Message));
    }

    private static LambdaResponse Unread(string form) => new(200, "", [], []) { UnreadHeaders = form };

    private void Tell(string function, LambdaOutcome outcome, bool hasMultiValueHeaders = false) => _notices.Tell(
        new TargetGroup
        {
            Name = "web",
            Arn = "arn:tg",
            TargetType = TargetType.Lambda,
            Attributes = new TargetGroupAttributes { LambdaMultiValueHeaders = hasMultiValueHeaders },
        },
        new Target(function, 0),
        outcome);
}
