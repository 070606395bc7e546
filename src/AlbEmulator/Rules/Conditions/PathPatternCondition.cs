using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The path as it was sent, without the query and case-sensitive; regular expressions likewise.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions"/>
/// </summary>
internal sealed class PathPatternCondition(Condition.PathPattern condition) : CompiledCondition
{
    private readonly TextPatterns _patterns =
        TextPatterns.Compile(condition.Values, condition.RegexValues, ignoreCase: false);

    public override bool Holds(RuleSubject subject) => _patterns.AnyMatches(subject.Path);
}
