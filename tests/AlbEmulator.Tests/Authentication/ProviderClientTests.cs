using System.Net;
using AlbEmulator.Authentication;
using AlbEmulator.Descriptors;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Authentication;

/// <summary>By which way a provider is asked.</summary>
public sealed class ProviderClientTests
{
    [Fact]
    public async Task Provider_is_not_asked_with_the_last_descriptors()
    {
        await using var provider = ScriptedTarget.Start(Reply.Ok("{}"));
        using var none = new ProcessDescriptors(1, () => 1, TimeProvider.System, NullLogger.Instance);
        using var client = new ProviderClient(TimeProvider.System, none);

        var answer = await client.GetAsync($"http://localhost:{provider.Port}/keys", accessToken: null, CancellationToken.None);

        Assert.Contains("No descriptor is left for a connection", answer.Problem, StringComparison.Ordinal);
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task Provider_is_asked_by_whatever_address_its_name_has()
    {
        await using var provider = ScriptedTarget.Start(Reply.Ok("{}"));
        using var client = new ProviderClient(TimeProvider.System, ProcessDescriptors.Unlimited);

        var answer = await client.GetAsync($"http://localhost:{provider.Port}/keys", accessToken: null, CancellationToken.None);

        Assert.Equal((200, null), (answer.StatusCode, answer.Problem));
    }

    [Theory]
    [InlineData("https://login.example.com/token", "http://proxy.example.com:3128/")]
    [InlineData("https://192.0.2.1/token", "http://proxy.example.com:3128/")]
    [InlineData("https://inside.example.com/token", null)]
    [InlineData("http://localhost:9400/token", null)]
    [InlineData("http://127.0.0.2:9400/token", null)]
    [InlineData("http://[::1]:9400/token", null)]
    [InlineData("http://login.localhost:9400/token", null)]
    [InlineData("http://host.docker.internal:9400/token", null)]
    [InlineData("http://keycloak:8080/token", null)]
    public void Proxy_of_the_environment_is_for_providers_elsewhere(string url, string? expected)
    {
        var proxy = new ProviderProxy(new WebProxy("http://proxy.example.com:3128/", BypassOnLocal: false, [@"//inside\."]));

        Assert.Equal(expected is null, proxy.IsBypassed(new Uri(url)));
        Assert.Equal(expected, proxy.GetProxy(new Uri(url))?.ToString());
    }
}
