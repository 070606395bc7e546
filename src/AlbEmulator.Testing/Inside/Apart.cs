using AlbEmulator.Machine;

namespace AlbEmulator.Testing.Inside;

/// <summary>
/// What a load balancer begins goes on for as long as it runs: nothing of the test that began it may go with it, neither its
/// synchronization context nor what flows with its calls, nor the culture of its thread.
/// </summary>
internal static class Apart
{
    public static Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(BeginAsync);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(BeginAsync);
        }

        async Task<T> BeginAsync()
        {
            OneCulture.Begin();
            return await work();
        }
    }

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}})"/>
    public static Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });
}
