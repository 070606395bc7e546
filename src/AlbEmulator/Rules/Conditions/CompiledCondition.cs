using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>A condition with its patterns ready to match.</summary>
internal abstract class CompiledCondition
{
    public abstract bool Holds(RuleSubject subject);

    public static CompiledCondition Compile(Condition condition) => condition switch
    {
        Condition.HostHeader host => new HostHeaderCondition(Patterns(host.Values, ignoreCase: true)),
        Condition.PathPattern path => new PathPatternCondition(Patterns(path.Values, ignoreCase: false)),
        _ => throw new InvalidOperationException($"A condition of the type {condition.GetType().Name} cannot be compiled."),
    };

    private static WildcardPattern[] Patterns(IReadOnlyList<string> values, bool ignoreCase) =>
        [.. values.Select(value => new WildcardPattern(value, ignoreCase))];

    private static bool AnyMatches(WildcardPattern[] patterns, ReadOnlySpan<char> text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(text))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class HostHeaderCondition(WildcardPattern[] patterns) : CompiledCondition
    {
        public override bool Holds(RuleSubject subject) => AnyMatches(patterns, subject.Host);
    }

    private sealed class PathPatternCondition(WildcardPattern[] patterns) : CompiledCondition
    {
        public override bool Holds(RuleSubject subject) => AnyMatches(patterns, subject.Path);
    }
}
