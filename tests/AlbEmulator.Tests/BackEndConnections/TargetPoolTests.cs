using System.Net;
using AlbEmulator.BackEndConnections;
using AlbEmulator.Descriptors;
using AlbEmulator.Sockets;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.BackEndConnections;

/// <summary>Connections to a target that are kept, opened as the tests say.</summary>
public sealed class TargetPoolTests : IAsyncLifetime
{
    private readonly TargetConnections _known = new();
    private readonly CancellationTokenSource _closing = new();
    private SocketServer _target = null!;
    private TargetPool _pool = null!;

    public Task InitializeAsync()
    {
        _target = new SocketServer(async (socket, ended) =>
        {
            using var connection = socket;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, _closing.Token);
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        _pool = new TargetPool(
            "arn",
            null,
            new TargetConnector(TimeProvider.System, _known, ProcessDescriptors.Unlimited));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _pool.Dispose();
        await _target.DisposeAsync();
        _closing.Dispose();
    }

    [Fact]
    public async Task Last_used_is_the_first_to_be_used_again()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        Assert.Null(_pool.Take(loop: null));

        _pool.Give(first);
        _pool.Give(second);

        Assert.Same(second, _pool.Take(loop: null));
        Assert.Same(first, _pool.Take(loop: null));
        Assert.Null(_pool.Take(loop: null));
        first.Dispose();
        second.Dispose();
        Assert.Equal(0, _known.Count);
    }

    [Fact]
    public async Task One_of_which_the_same_loop_hears_is_used_before_those_used_last()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount == 1)
        {
            return;
        }

        var near = await OpenAsync();
        _pool.Give(near);
        var far = await OpenFarAsync(near.Loop);

        Assert.NotNull(near.Loop);
        Assert.Same(near, _pool.Take(near.Loop));
        Assert.Same(far, _pool.Take(near.Loop));
        near.Dispose();
        far.Dispose();
    }

    [Fact]
    public async Task Loop_that_hears_of_the_client_hears_of_one_that_is_opened_for_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var loop = EventLoop.Next();
        for (var opened = 0; opened < 2 * Environment.ProcessorCount; opened++)
        {
            var connection = await OpenAsync(loop);
            _pool.Give(connection);
            Assert.Same(loop, connection.Loop);
        }
    }

    [Fact]
    public async Task One_of_which_the_same_loop_hears_is_not_looked_for_long()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount == 1)
        {
            return;
        }

        var near = await OpenAsync();
        _pool.Give(near);
        var far = await OpenFarAsync(near.Loop);
        for (var others = 1; others < 32; others++)
        {
            far = await OpenFarAsync(near.Loop);
        }

        Assert.Same(far, _pool.Take(near.Loop));
        far.Dispose();
    }

    [Fact]
    public async Task One_that_the_target_closes_is_dropped()
    {
        _pool.Give(await OpenAsync());
        await _closing.CancelAsync();

        await Patience.UntilAsync("the connection to be closed", () => _known.Count == 0);

        Assert.Null(_pool.Take(loop: null));
    }

    [Fact]
    public async Task One_that_the_target_closes_while_it_is_used_is_left_to_who_uses_it()
    {
        _pool.Give(await OpenAsync());
        var connection = _pool.Take(loop: null)!;
        await _closing.CancelAsync();

        Assert.False(await connection.Input.MoreAsync());

        Assert.Equal(1, _known.Count);
        _pool.Give(connection);
        Assert.Null(_pool.Take(loop: null));
        Assert.Equal(0, _known.Count);
    }

    [Fact]
    public async Task Those_that_nobody_used_for_long_are_closed()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        _pool.Give(first);
        _pool.Give(second);
        first.IdleSince -= 1_000_000_000;

        _pool.CloseIdle(second.IdleSince - 1);

        Assert.Equal(1, _known.Count);
        Assert.Same(second, _pool.Take(loop: null));
        second.Dispose();
    }

    [Fact]
    public async Task After_its_end_it_keeps_none()
    {
        var (idle, used) = (await OpenAsync(), await OpenAsync());
        _pool.Give(idle);

        _pool.Dispose();
        Assert.Equal(1, _known.Count);
        _pool.Give(used);

        Assert.Equal(0, _known.Count);
        Assert.Null(_pool.Take(loop: null));
    }

    /// <summary>One that is kept, and of which another loop hears.</summary>
    private async Task<AlbEmulator.BackEndConnections.TargetConnection> OpenFarAsync(EventLoop? from)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var connection = await OpenAsync();
            _pool.Give(connection);
            if (connection.Loop != from)
            {
                return connection;
            }

            _pool.Drop(connection);
        }

        throw new InvalidOperationException("The loops do not take turns.");
    }

    private ValueTask<AlbEmulator.BackEndConnections.TargetConnection> OpenAsync(EventLoop? loop = null) =>
        _pool.OpenAsync(new TargetAddress(new IPEndPoint(IPAddress.Loopback, _target.Port), "target"), loop, default);
}
