using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Stickiness;

/// <summary>
/// Application-based stickiness: beside the application's cookie the client has one of ours, and must return both.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html#application-based-stickiness"/>
/// </summary>
internal sealed class ApplicationCookie(string targetGroupArn, string cookieName, TimeSpan duration) : StickyTargets
{
    private readonly UInt128 _group = Digest.Of(targetGroupArn);

    public override RegisteredTarget? Recall(AlbRequest request, RoutableTargets routable)
    {
        var cookies = request.Context.Request.Headers.Cookie;
        var sessions = ApplicationSessions.Open(
            request.Listener.CookieSeals.Application, cookies, request.Connection.Time.GetUtcNow());
        if (!CookieHeader.TryFind(cookies, cookieName, out _))
        {
            sessions = sessions.Without(_group);
        }

        request.Sessions = sessions;
        return sessions.Find(_group) is { } mark ? routable.Find(mark.Target) : null;
    }

    /// <summary>
    /// A session begins when the target sets the application's cookie, of whatever value, and every later response begins
    /// its duration anew, be it the answer of another target since the first is gone. Where there is no session, the
    /// client is told to forget.
    /// </summary>
    public override void Remember(AlbRequest request, in StringValues targetCookies)
    {
        var sessions = request.Sessions;
        if (sessions.Find(_group) is not null || IsSet(targetCookies))
        {
            var expires = request.Connection.Time.GetUtcNow() + duration;
            sessions = sessions.With(new TargetMark(request.Target!.Key, _group, expires));
        }

        AddedCookies.AddNumbered(
            request,
            ApplicationSessions.Name,
            sessions.Seal(request.Listener.CookieSeals.Application),
            isForElsewhere: IsFromElsewhere(request.Context.Request.Headers));
    }

    private bool IsSet(in StringValues targetCookies)
    {
        foreach (var line in targetCookies)
        {
            if (CookieHeader.IsNamed(line.AsSpan().TrimStart(), cookieName))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFromElsewhere(IHeaderDictionary headers) =>
        headers.Origin.Count > 0 && ChromiumVersion.Of(headers.UserAgent.ToString()) >= ChromiumVersion.FirstWithSameSite;
}
