namespace AlbEmulator.Tests.Support;

/// <summary>
/// Tests with something that has to be ended after each of them, and waited for. Of a class that only is
/// <see cref="IAsyncDisposable"/> xunit 2 ends nothing.
/// </summary>
public abstract class EndedTests : IAsyncLifetime, IAsyncDisposable
{
    public Task InitializeAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
