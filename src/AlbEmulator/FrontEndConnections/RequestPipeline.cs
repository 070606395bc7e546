using System.Runtime.CompilerServices;
using AlbEmulator.Requests;

namespace AlbEmulator.FrontEndConnections;

/// <summary>The way of a request through the load balancer, for those that Kestrel does not send on it.</summary>
internal sealed partial class RequestPipeline(IServiceProvider services, ILogger<RequestPipeline> log)
{
    /// <summary>What a request may ask for on its way.</summary>
    public IServiceProvider Services => services;

    /// <summary>The steps, each of which calls the next.</summary>
    public RequestDelegate Steps { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Passes a request; what no step has an answer to gets a 500.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask PassAsync(HttpContext context, Http1Exchange exchange)
    {
        try
        {
            await Steps(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        catch (Exception exception)
        {
            LogFault(log, exception);
            if (exchange.Response.HasStarted)
            {
                exchange.Connection.Abort();
            }
            else
            {
                Answers.Give(AlbRequest.Of(context), StatusCodes.Status500InternalServerError,
                    new(CauseCode.EmulatorFailed, "the emulator failed at this request, which is a fault of it; its own log has more"));
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A request could not be answered.")]
    private static partial void LogFault(ILogger log, Exception exception);
}
