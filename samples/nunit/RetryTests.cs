using System.Net;
using AlbEmulator.Testing;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Samples;

/// <summary>A client that tries again, and what it makes of a load balancer that fails.</summary>
public sealed class RetryTests
{
    [Test]
    public async Task Client_tries_again_until_the_load_balancer_has_a_target()
    {
        await using var alb = await Alb.StartAsync(a => a
            .Forward("/orders/*", context => context.Response.WriteAsync("tea"))
            .LogTo(TestContext.Progress));
        using var client = alb.CreateClient();
        using var fault = alb.Faults.Answer(503, targetGroup: "orders");

        var order = GetPatientlyAsync(client, "/orders/1");
        await alb.Requests.WaitForAsync(r => r.Status == 503);
        fault.Dispose();

        Assert.That(await order, Is.EqualTo("tea"));
        Assert.That(alb.Requests.All.Count(r => r.Status == 503), Is.EqualTo(fault.Count));
    }

    private static async Task<string> GetPatientlyAsync(HttpClient client, string path)
    {
        while (true)
        {
            using var answer = await client.GetAsync(path);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return await answer.Content.ReadAsStringAsync();
            }

            await Task.Delay(10);
        }
    }
}
