namespace AlbEmulator.Benchmarks.Targets;

/// <summary>Targets with one worker each, which takes a fixed time for a request: who gets too many has a queue.</summary>
internal static class SerialTarget
{
    /// <summary>Serves on these ports of loopback; a path other than <c>/</c> is answered at once, as for a health check.</summary>
    public static async Task<WebApplication> StartAsync(IReadOnlyDictionary<int, TimeSpan> ports, CancellationToken cancelled)
    {
        var builder = WebApplication.CreateSlimBuilder(
            [$"--urls={string.Join(';', ports.Keys.Select(port => $"http://127.0.0.1:{port}"))}"]);
        builder.Logging.ClearProviders();
        var workers = ports.Keys.ToDictionary(port => port, _ => new SemaphoreSlim(1));
        var app = builder.Build();
        app.Run(async context =>
        {
            if (context.Request.Path == "/")
            {
                var port = context.Connection.LocalPort;
                await workers[port].WaitAsync(cancelled);
                try
                {
                    await Task.Delay(ports[port], cancelled);
                }
                finally
                {
                    workers[port].Release();
                }
            }

            context.Response.ContentLength = 0;
        });
        await app.StartAsync(cancelled);
        return app;
    }
}
