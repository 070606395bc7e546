using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.Expectations;

/// <summary>A test that was run.</summary>
/// <param name="Test">What was asked.</param>
/// <param name="Came">What came of it.</param>
internal sealed record TestRun(RequestTest Test, Came Came)
{
    /// <summary>Explains what came; null where the rules have no part in it.</summary>
    public Func<Explanation>? Explain { get; init; }

    /// <summary>Why it was not run after all; null where it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What was expected and did not come.</summary>
    public IReadOnlyList<Miss> Misses { get; } =
    [
        .. Test.Expectations
            .Select(expectation => (Expectation: expectation, Came: ExpectationCheck.Missed(expectation.Wanted, Came)))
            .Where(static missed => missed.Came is not null)
            .Select(static missed => new Miss(missed.Expectation, missed.Came!)),
    ];

    /// <summary>Why it came so, rule by rule, in a few lines.</summary>
    public IReadOnlyList<string> Why() => Explain is null ? WithoutRules : ShortExplanation.Of(
        Explain(),
        [
            .. Test.Expectations
                .Select(static expectation => expectation.Wanted)
                .OfType<Wanted.Rule>()
                .Where(static rule => !rule.IsNot && rule.Priority != ExpectShape.None)
                .Select(static rule => rule.Priority),
        ]);

    /// <summary>What did not come to a listener says so itself.</summary>
    private IReadOnlyList<string> WithoutRules => Came.Nowhere is null ? ["No rule sees the request: the load balancer refuses it"] : [];
}

/// <summary>An expectation that was not met.</summary>
/// <param name="Expectation">What was expected.</param>
/// <param name="Came">What came in its place.</param>
internal sealed record Miss(Expectation Expectation, string Came);
