using AlbEmulator.Forwarding;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;
using AlbEmulator.Tracing;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.Expectations;

/// <summary>What a target would get of a request that nobody sends: the load balancer's own headers first, then the client's.</summary>
/// <param name="listener">Where the request arrives.</param>
/// <param name="subject">The request as rules look at it.</param>
/// <param name="gate">The action that says who may pass; null for none.</param>
/// <param name="time">Stands in new trace ids.</param>
internal sealed class ForwardedHead(ListenerSnapshot listener, RuleSubject subject, RuleAction? gate, TimeProvider time)
{
    private static readonly TraceIds Ids = new();

    private readonly List<KeyValuePair<string, string?>> _headers = [];

    /// <param name="transformed">What the transforms of the rule made of the request; null for nothing.</param>
    public ForwardedRequest Of(TransformedRequest? transformed)
    {
        AddOwn(transformed);
        HashSet<string> told = new(Told(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in subject.Headers)
        {
            if (!RequestToTarget.IsWithheld(name) && !told.Contains(name) && !IsOfUser(name))
            {
                Add(name, values, isKnown: !IsCutByLogin(name));
            }
        }

        foreach (var name in told)
        {
            _headers.Add(new(name, null));
        }

        return new ForwardedRequest(transformed?.Uri ?? ExplainedRequest.Readable(subject.Uri), _headers);
    }

    private void AddOwn(TransformedRequest? transformed)
    {
        var attributes = listener.LoadBalancer.Attributes;
        Add(
            ForwardedFor.Name,
            ForwardedFor.ToTarget(attributes.XffHeaderProcessing, subject.Headers[ForwardedFor.Name], subject.SourceIp.ToString()),
            // Nobody connects, so that there is no port.
            isKnown: !attributes.XffClientPort || attributes.XffHeaderProcessing != XffHeaderProcessing.Append);
        Add(RequestToTarget.XForwardedProto, listener.Listener.Protocol.Scheme());
        Add(RequestToTarget.XForwardedPort, listener.PortText);
        Add(HeaderNames.Host, transformed?.Host is { } host ? ByteText.ToBytes(host)
            : attributes.PreserveHostHeader && subject.Headers.Host is [{ Length: > 0 }, ..] own ? own
            : subject.Host.ForTarget);
        Add(TraceHeader.Name, TraceHeader.Decide(subject.Headers[TraceHeader.Name], 0, time.GetUtcNow().ToUnixTimeSeconds(), Ids));
    }

    /// <summary>Headers that a target gets of who comes, and by which TLS: only a real client has what they say.</summary>
    private IEnumerable<string> Told() => gate is RuleAction.Authenticate
        ? [.. TlsHeaders.NamesOf(listener), UserHeaders.AccessToken, UserHeaders.Identity, UserHeaders.Data]
        : TlsHeaders.NamesOf(listener);

    /// <summary>What a client says of its user is nobody's word.</summary>
    private bool IsOfUser(string name) =>
        gate is RuleAction.Authenticate && name.StartsWith(UserHeaders.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A session's own cookies do not go on.</summary>
    private bool IsCutByLogin(string name) =>
        gate is RuleAction.Authenticate && name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase);

    private void Add(string name, in StringValues values, bool isKnown = true)
    {
        foreach (var value in values)
        {
            _headers.Add(new(name, isKnown ? ByteText.FromBytes(value ?? "") : null));
        }
    }
}
