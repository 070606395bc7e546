using System.Diagnostics;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Conditions;

/// <summary>A condition with its patterns ready to match. Matching allocates nothing.</summary>
internal abstract class CompiledCondition
{
    public abstract bool Holds(RuleSubject subject);

    public static CompiledCondition Compile(Condition condition) => condition switch
    {
        Condition.HostHeader host => new HostHeaderCondition(host),
        Condition.PathPattern path => new PathPatternCondition(path),
        Condition.HttpHeader header => new HttpHeaderCondition(header),
        Condition.HttpRequestMethod method => new HttpRequestMethodCondition(method),
        Condition.QueryString query => new QueryStringCondition(query),
        Condition.SourceIp source => new SourceIpCondition(source),
        _ => throw new UnreachableException(),
    };
}
