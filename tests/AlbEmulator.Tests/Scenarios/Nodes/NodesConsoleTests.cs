using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>What the console shows of nodes that share a store.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class NodesConsoleTests
{
    [Fact]
    public async Task Console_shows_the_nodes_that_live_and_whether_their_store_can_be_asked()
    {
        if (!EtcdServer.IsHere || !await ConsolePage.CanBeDrivenAsync())
        {
            return;
        }

        await using var stage = await NodeStage.StartAsync(nodes: 2, members: 1);
        await ConsolePage.DriveAsync("nodes.cjs", stage.Nodes[0].Control, stage.Port, DoAsync);

        async Task DoAsync(string word)
        {
            switch (word)
            {
                case "end the other node":
                    await stage.Nodes[1].StopAsync();
                    break;
                case "end the store":
                    await stage.Etcd.KillAsync(0);
                    break;
                case "begin the store":
                    stage.Etcd.Begin(0);
                    break;
                default:
                    Assert.Fail(word);
                    break;
            }
        }
    }
}
