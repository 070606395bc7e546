using AlbEmulator.Sockets;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Sockets;

/// <summary>Objects that are used again, given back by an event loop and by this thread. Each test has a kind of its own.</summary>
public sealed class LoopPoolTests
{
    private const int Own = 64;

    [Fact]
    public async Task What_a_loop_gives_back_it_takes_next_and_nobody_else()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var loop = new LoopThread();
        var (first, last) = (new Kept(), new Kept());
        await loop.DoAsync(() =>
        {
            LoopPool<Kept>.Return(first);
            LoopPool<Kept>.Return(last);
        });

        Assert.NotSame(last, LoopPool<Kept>.Get());
        Assert.Same(last, await loop.DoAsync(LoopPool<Kept>.Get));
        Assert.Same(first, await loop.DoAsync(LoopPool<Kept>.Get));
        Assert.NotSame(first, await loop.DoAsync(LoopPool<Kept>.Get));
    }

    [Fact]
    public async Task What_a_loop_has_too_many_of_is_for_all()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var loop = new LoopThread();
        var tooMany = new TooMany();
        await loop.DoAsync(() =>
        {
            for (var count = 0; count < Own; count++)
            {
                LoopPool<TooMany>.Return(new TooMany());
            }

            LoopPool<TooMany>.Return(tooMany);
        });

        Assert.Same(tooMany, LoopPool<TooMany>.Get());
    }

    [Fact]
    public async Task What_any_other_thread_gives_back_is_for_all()
    {
        var (ours, theirs) = (new Shared(), new Shared());
        LoopPool<Shared>.Return(ours);
        Assert.Same(ours, LoopPool<Shared>.Get());
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var loop = new LoopThread();
        LoopPool<Shared>.Return(theirs);
        Assert.Same(theirs, await loop.DoAsync(LoopPool<Shared>.Get));
    }

    private sealed class Kept;

    private sealed class TooMany;

    private sealed class Shared;
}
