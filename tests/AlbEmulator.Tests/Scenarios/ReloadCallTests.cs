using System.Net;
using System.Text.Json;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary><c>POST /reload</c>: the files are read again now, and what is wrong with them is the answer.</summary>
public sealed class ReloadCallTests
{
    [Fact]
    public async Task What_the_files_say_is_in_effect_when_it_is_answered()
    {
        await using var a = ScriptedTarget.Start(Reply.Ok("a"));
        await using var b = ScriptedTarget.Start(Reply.Ok("b"));
        var port = FreePorts.Take();
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(port, a.Port));
        using var client = new TopologyClient(emulator.Control);
        await client.PutGoodAsync(TopologyBuilder.Simple(port, b.Port).ToString()!);
        Assert.Equal("b", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);

        var (status, answer) = await ReloadAsync(emulator);

        Assert.Equal((HttpStatusCode.OK, 1), (status, answer.GetProperty("listeners").GetInt32()));
        Assert.Equal("a", (await RawClient.ExchangeAsync(port, Wire.Get())).Text);
    }

    [Fact]
    public async Task Wrong_files_are_told_with_file_and_line_and_nothing_changes()
    {
        await using var scenario = await Scenario.StartAsync();
        scenario.Emulator.WriteTopology("{\n\"TargetGroups\": [{ \"Nam\": \"web\" }]\n}");

        var (status, answer) = await ReloadAsync(scenario.Emulator);

        Assert.Equal((HttpStatusCode.Conflict, "the files are wrong, and nothing has changed"), (status, answer.GetProperty("error").GetString()));
        var problem = answer.GetProperty("problems")[0];
        Assert.Equal((scenario.Emulator.TopologyPath, 2), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32()));
        Assert.Equal(200, (await scenario.ExchangeAsync(Wire.Get())).Status);
    }

    [Theory]
    [InlineData("?now", "")]
    [InlineData("", "{}")]
    public async Task It_takes_nothing(string query, string body)
    {
        await using var scenario = await Scenario.StartAsync();
        Assert.Equal(
            (HttpStatusCode.BadRequest, "POST /reload takes nothing: it reads the files again"),
            await ReloadAsync(scenario.Emulator, query, body) is var (status, answer) ? (status, answer.GetProperty("error").GetString()) : default);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> ReloadAsync(RunningEmulator emulator, string query = "", string body = "")
    {
        using var console = new ConsoleClient(emulator);
        return await console.PostAsync($"/reload{query}", body);
    }
}
