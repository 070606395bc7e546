using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ShopTests;

/// <summary>Takes what is sent by OTLP over HTTP, and remembers which paths it came to.</summary>
public sealed class Telemetry : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _came = [];

    public Telemetry()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = TakeAsync();
    }

    public string Address { get; }

    public Task WaitForAsync(string path) => At(path).Task.WaitAsync(TimeSpan.FromMinutes(2));

    public void Dispose() => _listener.Close();

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                if (context.Request.ContentLength64 > 0)
                {
                    At(context.Request.Url!.AbsolutePath).TrySetResult();
                }

                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // It is closed.
        }
    }

    private TaskCompletionSource At(string path) => _came.GetOrAdd(path, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
