using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// A parameter of the query, key and value case-insensitive and with wildcards, compared as they were sent: AWS does
/// not say that <c>%20</c> or <c>+</c> were decoded.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#query-string-conditions"/>
/// </summary>
internal sealed class QueryStringCondition(Condition.QueryString condition) : CompiledCondition
{
    private readonly Pair[] _pairs = [.. condition.Values.Select(parameter => new Pair(parameter))];

    public override bool Holds(RuleSubject subject)
    {
        var query = subject.Query;
        var parameters = subject.Parameters;
        for (var index = 0; index < parameters.Count; index++)
        {
            ref readonly var parameter = ref parameters[index];
            foreach (var pair in _pairs)
            {
                if (pair.Matches(parameter.Key(query), parameter.Value(query)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private sealed class Pair(QueryParameter parameter)
    {
        private readonly WildcardPattern? _key =
            parameter.Key is { } key ? WildcardPattern.Compile(key, ignoreCase: true, escapes: true) : null;

        private readonly WildcardPattern _value =
            WildcardPattern.Compile(parameter.Value, ignoreCase: true, escapes: true);

        public bool Matches(ReadOnlySpan<char> key, ReadOnlySpan<char> value) =>
            (_key is null || _key.Matches(key)) && _value.Matches(value);
    }
}
