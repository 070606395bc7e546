using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Duration-based stickiness: the cookies <c>AWSALB</c> and <c>AWSALBCORS</c> come with every response of a target.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#duration-based-stickiness"/>
/// </summary>
internal sealed class LoadBalancerCookie(string targetGroupArn, TimeSpan duration) : StickyTargets
{
    private const string Name = "AWSALB";
    private const string CorsName = "AWSALBCORS";

    /// <summary>Bytes: with what the seal adds, the cookie is as long as an ALB's.</summary>
    private const int Length = 48;

    private const int ValueLength = 128;

    private readonly UInt128 _group = Digest.Of(targetGroupArn);

    public override RegisteredTarget? Recall(AlbRequest request, RoutableTargets routable)
    {
        var cookies = request.Context.Request.Headers.Cookie;
        return (CookieHeader.TryFind(cookies, CorsName, out var value) || CookieHeader.TryFind(cookies, Name, out value))
            && value.Length == ValueLength
            && request.Listener.CookieSeals.Target.Open(value) is { } bytes
            && TargetMark.Read(bytes) is var mark
            && mark.Group == _group
            && mark.Expires > request.Connection.Time.GetUtcNow()
                ? routable.Find(mark.Target)
                : null;
    }

    public override void Remember(AlbRequest request, in StringValues targetCookies)
    {
        var bytes = new byte[Length];
        new TargetMark(request.Target!.Key, _group, request.Connection.Time.GetUtcNow() + duration).Write(bytes);
        var value = Convert.ToBase64String(request.Listener.CookieSeals.Target.Seal(bytes));
        AddedCookies.AddWithCors(request, Name, CorsName, value);
    }
}
