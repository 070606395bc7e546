using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The method, character by character: no wildcards, no other case.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-request-method-conditions"/>
/// </summary>
internal sealed class HttpRequestMethodCondition(Condition.HttpRequestMethod condition) : CompiledCondition
{
    private readonly string[] _methods = [.. condition.Values];

    public override bool Holds(RuleSubject subject)
    {
        foreach (var method in _methods)
        {
            if (string.Equals(method, subject.Method, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
