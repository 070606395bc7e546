using Microsoft.AspNetCore.Http;

namespace AlbEmulator.Testing;

/// <summary>
/// Where requests are forwarded to: a URL, a handler such as that of <c>TestServer</c> or <c>WebApplicationFactory</c>, or a delegate.
/// Whatever answers in this process is a target of its own on a port that is free, and gets requests as an ALB sends them.
/// </summary>
public sealed class AlbTarget
{
    private AlbTarget()
    {
    }

    /// <summary>One that the emulator hosts: it answers with the request that it received, as JSON.</summary>
    public static AlbTarget Echo { get; } = new();

    /// <summary>Null where it is hosted.</summary>
    internal Uri? Url { get; private init; }

    /// <summary>What answers in this process; null where something else does.</summary>
    internal RequestDelegate? Delegate { get; private init; }

    /// <inheritdoc cref="Delegate"/>
    internal HttpMessageHandler? Handler { get; private init; }

    /// <summary>Whether what answers in this process is asked for its health; else it is taken for healthy.</summary>
    internal bool IsChecked { get; private init; }

    /// <summary>A server on this machine or elsewhere.</summary>
    /// <param name="url">A host and a port of <c>http</c> or <c>https</c>, without a path.</param>
    public static implicit operator AlbTarget(Uri url) => Of(url);

    /// <summary>A server in memory, as of <c>factory.Server.CreateHandler()</c>.</summary>
    /// <param name="handler">Whoever made it disposes of it.</param>
    public static implicit operator AlbTarget(HttpMessageHandler handler) => Of(handler);

    /// <summary>What answers each request in this process, WebSockets too. What it throws is a 500, and told in the test's log.</summary>
    /// <param name="answer">Is called for several requests at once.</param>
    public static implicit operator AlbTarget(RequestDelegate answer) => Of(answer);

    /// <inheritdoc cref="op_Implicit(Uri)"/>
    public static AlbTarget Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new AlbTarget { Url = url };
    }

    /// <inheritdoc cref="op_Implicit(HttpMessageHandler)"/>
    public static AlbTarget Of(HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new AlbTarget { Handler = handler };
    }

    /// <inheritdoc cref="op_Implicit(RequestDelegate)"/>
    public static AlbTarget Of(RequestDelegate answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new AlbTarget { Delegate = answer };
    }

    /// <summary>
    /// The same, asked for its health as a server is. Otherwise what answers in this process is healthy, and gets no request but
    /// those of clients.
    /// </summary>
    public AlbTarget WithHealthChecks() => new() { Url = Url, Delegate = Delegate, Handler = Handler, IsChecked = true };
}
