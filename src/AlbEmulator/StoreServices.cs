using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Commands;
using AlbEmulator.Stores;

namespace AlbEmulator;

/// <summary>What outlives the program, and what goes on with it where several nodes have it.</summary>
internal static class StoreServices
{
    public static void AddStore(this IServiceCollection services, EmulatorOptions options)
    {
        services.AddSingleton(provider =>
        {
            options.Store.Shared?.Log.Use(provider.GetRequiredService<ILogger<SharedStore>>());
            return options.Store;
        });
        services.AddSingleton(provider =>
        {
            options.Disk.Log = provider.GetRequiredService<ILogger<ElbV2Disk>>();
            return options.Disk;
        });
        if (options.Settings.Store.Length > 0)
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ElbV2Follower>(provider, ProgramVersion.Number));
        }
    }
}
