using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The address that the client's connection comes from; never what X-Forwarded-For says.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#source-ip-conditions"/>
/// </summary>
internal sealed class SourceIpCondition(Condition.SourceIp condition) : CompiledCondition
{
    private readonly AddressRange[] _ranges = [.. condition.Values.Select(AddressRange.Of)];

    public override bool Holds(RuleSubject subject)
    {
        var address = subject.SourceBits;
        foreach (var range in _ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
