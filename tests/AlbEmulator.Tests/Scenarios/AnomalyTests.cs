using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Targets that fail more often than others; the rule is our guess.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#automatic-target-weights"/>
/// </summary>
public sealed class AnomalyTests
{
    private static readonly TargetGroupAttributes Mitigating =
        new() { Algorithm = LoadBalancingAlgorithm.WeightedRandom, AnomalyMitigation = true };

    [Theory]
    [InlineData("a 5xx of the target")]
    [InlineData("a connection that it closes")]
    public async Task Target_that_fails_gets_fewer_requests_until_it_is_well(string failure)
    {
        await using var stage = await TargetStage.StartAsync(3, Mitigating);
        stage.Report(TargetHealth.Healthy, 0, 1, 2);
        stage[2].Otherwise = failure.StartsWith("a 5xx", StringComparison.Ordinal)
            ? Reply.Bytes("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            : Reply.Close;
        await stage.AskAsync(90);
        Assert.Equal(AnomalyDetection.Normal, stage.Of(2).AnomalyDetection);

        for (var look = 0; look < 4; look++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(5));
            Assert.Equal(new AnomalyDetection(AnomalyResult.Anomalous, MitigationInEffect: true), stage.Of(2).AnomalyDetection);
            await stage.AskAsync(30);
        }

        stage[2].Otherwise = Reply.Ok("2");
        Assert.InRange((await stage.AskAsync(300)).Count(answer => answer == "2"), 1, 30);
        Assert.Equal(AnomalyDetection.Normal, stage.Of(0).AnomalyDetection);

        for (var look = 0; look < 20; look++)
        {
            stage.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(AnomalyDetection.Normal, stage.Of(2).AnomalyDetection);
        Assert.InRange((await stage.AskAsync(300)).Count(answer => answer == "2"), 70, 130);
    }

    [Fact]
    public async Task Errors_of_clients_and_of_requests_are_none_of_the_target()
    {
        await using var stage = await TargetStage.StartAsync(3, Mitigating);
        stage.Report(TargetHealth.Healthy, 0, 1, 2);
        stage[2].Otherwise = Reply.Bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

        await stage.AskAsync(90);
        stage.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(AnomalyDetection.Normal, stage.Of(2).AnomalyDetection);
    }
}
