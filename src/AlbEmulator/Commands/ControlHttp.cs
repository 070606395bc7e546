namespace AlbEmulator.Commands;

/// <summary>How commands ask the control port of a running emulator: straight, without a proxy, and with its token.</summary>
internal static class ControlHttp
{
    /// <param name="token"><c>Alb:ControlToken</c>; empty for none.</param>
    /// <param name="timeout">For a whole answer.</param>
    /// <param name="longestAnswer">Bytes that are read of one.</param>
    public static HttpClient Client(string token, TimeSpan timeout, int longestAnswer = 1024 * 1024)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = longestAnswer,
        };
        client.DefaultRequestHeaders.Authorization = token.Length > 0 ? new("Bearer", token) : null;
        return client;
    }
}
