using Microsoft.Extensions.DependencyInjection;
using AlbEmulator.Aspire.Hosting;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace ShopTests;

/// <summary>What is said of a load balancer that cannot start.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task All_that_is_wrong_is_told_with_what_to_do()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["ALB_PROGRAM=/nowhere/alb"], patience.Token);
        builder.CreateResourceBuilder<ProjectResource>("web").WaitFor(builder.CreateResourceBuilder<AlbResource>("alb"));
        await using var app = await builder.BuildAsync(patience.Token);
        await app.StartAsync(patience.Token);
        await app.ResourceNotifications.WaitForResourceAsync("alb", KnownResourceStates.FailedToStart, patience.Token);

        var told = new List<string>();
        var alb = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == "alb");
        await foreach (var lines in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(alb).WithCancellation(patience.Token))
        {
            told.AddRange(lines.Select(line => line.Content));
        }

        Assert.Contains(told, line => line.Contains("There is no program /nowhere/alb."));
        Assert.Contains(told, line => line.Contains("web waits for alb, which itself waits until web has started"));
    }
}
