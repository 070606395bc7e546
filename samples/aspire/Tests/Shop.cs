using AlbEmulator.Aspire.Hosting;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace ShopTests;

/// <summary>The AppHost, started once for all tests.</summary>
public sealed class Shop : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private DistributedApplication? _app;

    public DistributedApplication App => _app!;

    /// <summary>In the place of the dashboard.</summary>
    public Telemetry Telemetry { get; } = new();

    public async Task InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(patience.Token);
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = null;
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Telemetry.Address;
        builder.CreateResourceBuilder<AlbResource>("alb").WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "1000");
        _app = await builder.BuildAsync(patience.Token);
        await _app.StartAsync(patience.Token);
        foreach (var name in new[] { "alb", "edge" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, WaitBehavior.StopOnResourceUnavailable, patience.Token);
        }
    }

    public Task<ExecuteCommandResult> CommandAsync(string alb, string name, params (string Name, string Value)[] arguments)
    {
#pragma warning disable ASPIREINTERACTION001 // Arguments of commands are new in Aspire.
        var inputs = arguments.Select(item => new InteractionInput { Name = item.Name, Value = item.Value, InputType = InputType.Text }).ToList();
        return App.ResourceCommands.ExecuteCommandAsync(alb, name, new InteractionInputCollection(inputs));
#pragma warning restore ASPIREINTERACTION001
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Telemetry.Dispose();
    }
}
