using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The first Host header, case-insensitive and with its port, if there is one, which only a regular expression can match.
/// Regular expressions are case-insensitive too, since names of hosts are; AWS does not say.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions"/>
/// </summary>
internal sealed class HostHeaderCondition(Condition.HostHeader condition) : CompiledCondition
{
    private readonly TextPatterns _patterns =
        TextPatterns.Compile(condition.Values, condition.RegexValues, ignoreCase: true);

    public override bool Holds(RuleSubject subject) => _patterns.AnyMatches(subject.Host.Compared);
}
