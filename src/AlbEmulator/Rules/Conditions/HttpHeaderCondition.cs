using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A header, case-insensitive; of a repeated one each line is looked at in order until one matches. Regular expressions
/// are case-insensitive as values are; AWS does not say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions"/>
/// </summary>
internal sealed class HttpHeaderCondition(Condition.HttpHeader condition) : CompiledCondition
{
    private readonly string _name = condition.Name.ToLowerInvariant();
    private readonly TextPatterns _patterns =
        TextPatterns.Compile(condition.Values, condition.RegexValues, ignoreCase: true);

    public override bool Holds(RuleSubject subject)
    {
        var lines = subject.Header(_name);
        for (var index = 0; index < lines.Count; index++)
        {
            if (_patterns.AnyMatches(lines[index]))
            {
                return true;
            }
        }

        return false;
    }
}
