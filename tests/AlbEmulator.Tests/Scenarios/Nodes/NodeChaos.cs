using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios.Nodes;

/// <summary>
/// Everything that may befall nodes and members of etcd, in an order of chance: at any time one node and one member are not well, or
/// that member is apart from the others.
/// Each lasts until so many calls had an answer.
/// </summary>
/// <param name="stage">Of three nodes and three members.</param>
/// <param name="chance">Whom it befalls, and when.</param>
/// <param name="answered">How many calls had an answer so far.</param>
internal sealed class NodeChaos(NodeStage stage, Random chance, Func<int> answered)
{
    private const int Few = 10;

    /// <summary>Others wait for whoever hangs: nobody counts their calls.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(2);

    /// <summary>Does all of it once.</summary>
    public async Task RunAsync()
    {
        Func<StageNode, Task>[] ofNodes = [KillAsync, StopAsync, HangAsync, CutAsync, SilenceAsync];
        Func<int, Task>[] ofMembers = stage.Etcd.Network is { } network
            ? [KillAsync, HangAsync, SilenceAsync, .. Splits(network)]
            : [KillAsync, HangAsync, SilenceAsync];
        chance.Shuffle(ofNodes);
        chance.Shuffle(ofMembers);
        var (nodes, members) = (chance.GetItems([.. stage.Nodes], ofNodes.Length), chance.GetItems([.. Enumerable.Range(0, stage.Etcd.Members)], ofMembers.Length));
        await Task.WhenAll(OneByOneAsync(ofNodes, nodes), OneByOneAsync(ofMembers, members));
    }

    private async Task OneByOneAsync<T>(Func<T, Task>[] faults, T[] whom)
    {
        for (var i = 0; i < faults.Length; i++)
        {
            await CallsAsync();
            await faults[i](whom[i]);
        }

        await CallsAsync();
    }

    private Task CallsAsync()
    {
        var before = answered();
        return Patience.UntilAsync($"{Few} calls to be answered", () => answered() >= before + Few, Patience.Program);
    }

    private async Task KillAsync(StageNode node)
    {
        await node.KillAsync();
        await CallsAsync();
        await node.BeginAsync();
    }

    private async Task StopAsync(StageNode node)
    {
        await node.StopAsync();
        await CallsAsync();
        await node.BeginAsync();
    }

    private static async Task HangAsync(StageNode node)
    {
        await node.HangAsync();
        await Task.Delay(Hang);
        await node.GoOnAsync();
    }

    private async Task CutAsync(StageNode node)
    {
        node.Cut();
        await node.UntilConnectedAsync(false);
        await CallsAsync();
        await node.OpenAsync();
    }

    private async Task SilenceAsync(StageNode node)
    {
        node.Silence();
        await node.UntilConnectedAsync(false);
        await CallsAsync();
        await node.OpenAsync();
    }

    private async Task KillAsync(int member)
    {
        await stage.Etcd.KillAsync(member);
        await CallsAsync();
        stage.Etcd.Begin(member);
        await stage.Etcd.UntilHealthyAsync(member);
    }

    private async Task HangAsync(int member)
    {
        await stage.Etcd.HangAsync(member);
        await CallsAsync();
        await stage.Etcd.GoOnAsync(member);
        await stage.Etcd.UntilHealthyAsync(member);
    }

    private IEnumerable<Func<int, Task>> Splits(SplitNetwork network)
    {
        yield return member => SplitAsync(member, network.UnplugAsync, network.PlugInAsync);
        yield return member => SplitAsync(member, network.KeepApartAsync, network.BringTogetherAsync);
    }

    private async Task SplitAsync(int member, Func<int, Task> begin, Func<int, Task> end)
    {
        await begin(member);
        await CallsAsync();
        await end(member);
        await stage.Etcd.UntilHealthyAsync(member);
    }

    private async Task SilenceAsync(int member)
    {
        foreach (var node in stage.Nodes)
        {
            node.Silence(member);
        }

        await CallsAsync();
        foreach (var node in stage.Nodes)
        {
            node.Open(member);
        }
    }
}
