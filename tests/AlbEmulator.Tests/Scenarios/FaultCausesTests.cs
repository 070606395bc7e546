using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The cause of a request to which a fault was done, in all places that tell of it beside the journal.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class FaultCausesTests(FailingStage stage) : IClassFixture<FailingStage>
{
    [Fact]
    public async Task Status_has_its_cause_in_the_header_and_the_span()
    {
        using var console = new ConsoleClient(stage.Emulator);
        var journal = new JournalClient(stage.Emulator);
        var id = (await console.InjectAsync("""{"rule":"11","status":502}"""))[0].GetProperty("id").GetInt64();
        using var stream = await journal.FollowAsync();

        var response = await RawClient.ExchangeAsync(stage.Emulator.Port, Wire.Get("/fixed"));

        var cause = $"fault {id} of the control port: all requests of rule 11 get 502";
        Assert.Equal(cause, response.Header("X-Alb-Cause"));
        var (_, told) = await JournalClient.EventAsync(stream);
        Assert.Equal((id, "status"), FaultStage.FaultOf(told));
        var (attributes, words) = await stage.SpanAsync(told);
        Assert.Equal((cause, "fault-injected", "502", cause), (attributes["alb.cause"], attributes["alb.cause_code"], attributes["error.type"], words));
    }

    [Fact]
    public async Task Span_of_a_reset_has_an_error_and_no_status()
    {
        using var console = new ConsoleClient(stage.Emulator);
        var id = (await console.InjectAsync("""{"rule":"default","reset":true}"""))[0].GetProperty("id").GetInt64();
        using var stream = await new JournalClient(stage.Emulator).FollowAsync();
        await using var client = await RawClient.ConnectAsync(stage.Emulator.Port);

        await client.SendAsync(Wire.Get());
        Assert.Equal(Ending.Reset, (await client.ReadEndingAsync()).Ending);

        var (_, told) = await JournalClient.EventAsync(stream);
        Assert.Equal((id, "reset"), FaultStage.FaultOf(told));
        var (attributes, words) = await stage.SpanAsync(told);
        Assert.DoesNotContain("http.response.status_code", attributes.Keys);
        Assert.Equal(
            ("fault-injected", $"fault {id} of the control port: all requests of the default rule get their connection reset"),
            (attributes["error.type"], words));
    }
}
