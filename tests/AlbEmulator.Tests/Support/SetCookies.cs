namespace AlbEmulator.Tests.Support;

/// <summary>What a browser takes from the Set-Cookie lines of a response.</summary>
internal static class SetCookies
{
    /// <summary>Each <c>name=value</c>, in the order of the response.</summary>
    public static IReadOnlyList<string> Cookies(this RawMessage response) =>
        [.. response.HeaderValues("Set-Cookie").Select(line => line.Split(';')[0])];

    /// <summary><c>name=value</c> of that name.</summary>
    public static string Cookie(this RawMessage response, string name) =>
        response.Cookies().Single(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));

    /// <summary>The value of that name.</summary>
    public static string CookieValue(this RawMessage response, string name) => response.Cookie(name)[(name.Length + 1)..];
}
