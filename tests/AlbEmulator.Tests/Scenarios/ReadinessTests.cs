using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>When a job that waits for <c>/health</c> may begin.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Health_is_told_once_everything_has_started_and_not_before()
    {
        await using var emulator = await HostedEmulator.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()),
            services => services.AddSingleton<Asker>().AddHostedService(provider => provider.GetRequiredService<Asker>()));
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "starting"), emulator.Services.GetRequiredService<Asker>().Answer);
        Assert.Equal("healthy", (await emulator.HealthAsync()).GetProperty("status").GetString());
    }

    /// <summary>Asks while the host starts, when the control port is bound.</summary>
    private sealed class Asker(AlbSettings settings) : IHostedLifecycleService
    {
        public (HttpStatusCode StatusCode, string? Status) Answer { get; private set; }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StartedAsync(CancellationToken cancellationToken)
        {
            using var client = new HttpClient();
            using var response = await client.GetAsync(new Uri(new Uri(settings.ControlUrl), "/health"), cancellationToken);
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            Answer = (response.StatusCode, body.RootElement.GetProperty("status").GetString());
        }

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
