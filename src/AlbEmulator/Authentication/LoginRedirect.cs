using AlbEmulator.Requests;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Authentication;

/// <summary>A 302 of a login, and the cookies that go with it.</summary>
internal static class LoginRedirect
{
    /// <summary>Sends the client elsewhere.</summary>
    /// <param name="request">The request.</param>
    /// <param name="location">Where to.</param>
    /// <param name="cookies">Values of Set-Cookie lines.</param>
    public static void Give(AlbRequest request, string location, IReadOnlyList<string> cookies) => Redirection.Give(
        request, AnswerPage.For(StatusCodes.Status302Found, userAgent: null), location, "that leads to the login", cookies);

    /// <summary>The Set-Cookie lines of a session.</summary>
    public static string[] SessionLines(AlbRequest request, IReadOnlyList<KeyValuePair<string, string>> cookies)
    {
        var isForElsewhere = request.Context.Request.Headers.Origin.Count > 0 && request.Connection.IsTls;
        var end = $"{AddedCookies.Lasting(request.Connection.Time.GetUtcNow())}{Protection(request)}{(isForElsewhere ? "; SameSite=None" : "")}";
        return [.. cookies.Select(cookie => $"{cookie.Key}={cookie.Value}{end}")];
    }

    /// <summary>No page's script sees the cookie; and none goes without TLS, but where the listener has none.</summary>
    public static string Protection(AlbRequest request) => request.Connection.IsTls ? "; Secure; HttpOnly" : "; HttpOnly";
}
