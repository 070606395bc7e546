using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Duration-based stickiness: the cookies <c>AWSALB</c> and <c>AWSALBCORS</c> come with every response of a target.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#duration-based-stickiness"/>
/// </summary>
internal sealed class LoadBalancerCookie : StickyTargets
{
    private const string Name = "AWSALB";

    /// <summary>Bytes: with what the seal adds, the cookie is as long as an ALB's.</summary>
    private const int Length = 48;

    private const int ValueLength = 128;

    private readonly UInt128 _group;
    private readonly GivenCookies _given;

    /// <param name="targetGroupArn">Whose targets clients stay with.</param>
    /// <param name="duration">How long a client stays after its last request.</param>
    public LoadBalancerCookie(string targetGroupArn, TimeSpan duration)
    {
        _group = Digest.Of(targetGroupArn);
        _given = new GivenCookies(Name, duration, Seal);
    }

    public override RegisteredTarget? Recall(AlbRequest request, RoutableTargets routable) =>
        _given.TryFind(request, out var value)
        && value.Length == ValueLength
        && request.Listener.CookieSeals.Target.Open(value) is { } bytes
        && TargetMark.Read(bytes) is var mark
        && mark.Group == _group
        && mark.Expires > request.Connection.Time.GetUtcNow()
            ? routable.Find(mark.Target)
            : null;

    public override void Remember(AlbRequest request, in StringValues targetCookies) =>
        _given.Give(request, request.Target!.Key);

    private string Seal(CookieSeals seals, UInt128 target, DateTimeOffset expires)
    {
        var bytes = new byte[Length];
        new TargetMark(target, _group, expires).Write(bytes);
        return seals.Target.Seal(bytes);
    }
}
