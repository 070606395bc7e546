using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>
/// The address that the client's connection comes from; never what X-Forwarded-For says. A block is of one family: <c>::/0</c>
/// holds no IPv4 address, <c>::ffff:10.0.0.0/104</c> is <c>10.0.0.0/8</c>.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#source-ip-conditions"/>
/// </summary>
internal sealed class SourceIpCondition(Condition.SourceIp condition) : CompiledCondition
{
    private const int BitsBeforeIPv4 = 96;

    private readonly IPNetwork[] _blocks = [.. condition.Values.Select(Plain)];

    public override bool Holds(RuleSubject subject)
    {
        var address = Addresses.Plain(subject.SourceIp);
        foreach (var block in _blocks)
        {
            if (block.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork Plain(IPNetwork block) => block.BaseAddress.IsIPv4MappedToIPv6
        ? new(block.BaseAddress.MapToIPv4(), block.PrefixLength - BitsBeforeIPv4)
        : block;
}
