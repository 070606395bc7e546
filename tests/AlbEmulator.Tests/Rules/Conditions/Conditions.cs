using System.Net;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Tests.Rules.Conditions;

/// <summary>Asks compiled conditions about requests.</summary>
internal static class Conditions
{
    public static bool Holds(Condition condition, RuleSubject subject) => CompiledCondition.Compile(condition).Holds(subject);

    public static bool HoldsForHost(Condition condition, string hostHeader) =>
        Holds(condition, Hosts.Ask(hostHeader));

    public static bool HoldsForUri(Condition condition, string uri) => Holds(condition, new RuleSubject { Uri = uri });

    public static bool HoldsForHeader(Condition condition, string name, params string[] lines) =>
        Holds(condition, new RuleSubject { Headers = new HeaderDictionary { [name] = new StringValues(lines) } });

    public static bool HoldsForMethod(Condition condition, string method) =>
        Holds(condition, new RuleSubject { Method = method });

    public static bool HoldsForSource(Condition condition, string address) =>
        Holds(condition, new RuleSubject { SourceIp = IPAddress.Parse(address) });
}
