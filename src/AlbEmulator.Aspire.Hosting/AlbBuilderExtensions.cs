using AlbEmulator.Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Puts an Application Load Balancer before the resources of an AppHost.</summary>
public static class AlbBuilderExtensions
{
    /// <summary>
    /// Adds a load balancer: the program <c>alb</c>. Its rules come by <c>WithRule</c> and <c>WithDefault</c>, or by a topology. It
    /// starts when its targets have started, and is healthy when its listeners are bound. It is no part of what is published: in AWS
    /// there is the real one.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Of the resource and of the load balancer.</param>
    /// <param name="port">That of its HTTP listener, the endpoint <c>http</c>; one that is free unless it is given.</param>
    /// <example><code>
    /// builder.AddAlb("alb", port: 8080).WithRule("/api/*", api).WithDefault(web);
    /// </code></example>
    public static IResourceBuilder<AlbResource> AddAlb(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = new AlbResource(name, Path.Combine(Path.GetTempPath(), $"alb-{Guid.NewGuid():N}"));
        var start = new AlbStart(resource);
        var alb = builder.AddResource(resource)
            .WithHttpEndpoint(port: port, name: AlbResource.Http)
            .WithHttpEndpoint(name: AlbResource.Control)
            .WithUrlForEndpoint(AlbResource.Control, static url => url.DisplayText = "Console")
            .WithHttpHealthCheck("/health", endpointName: AlbResource.Control)
            .WithArgs(start.AddArgumentsAsync)
            .WithOtlpExporter()
            .WithIconName("BranchFork")
            .WithHttpsCertificateConfiguration(static context =>
            {
                context.EnvironmentVariables["Alb__DevelopmentCertificate"] =
                    ReferenceExpression.Create($"{context.CertificatePath},{context.KeyPath}");
                return Task.CompletedTask;
            })
            .ExcludeFromManifest()
            .OnBeforeResourceStarted((_, _, _) =>
            {
                start.Check();
                return Task.CompletedTask;
            });
        AlbCommands.Add(alb);
        return alb;
    }

    /// <summary>A listener for HTTPS with the same rules, the endpoint <c>https</c>.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="port">Its port; one that is free unless it is given.</param>
    public static IResourceBuilder<AlbResource> WithHttpsListener(this IResourceBuilder<AlbResource> alb, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.Listeners[AlbResource.Https] = null;
        return alb.WithHttpsEndpoint(port: port, name: AlbResource.Https);
    }

    /// <summary>The program that is run; <c>alb</c> of the PATH unless it is given.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">Of <c>alb</c>, or of <c>alb.dll</c>, which <c>dotnet</c> runs; relative to the folder of the AppHost.</param>
    public static IResourceBuilder<AlbResource> WithProgram(this IResourceBuilder<AlbResource> alb, string path)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.Program = new AlbProgram(alb.FullPath(path));
        return alb.WithCommand(alb.Resource.Program.Command);
    }

    /// <summary>A setting of the section <c>Alb</c>; <c>alb help settings</c> has all of them.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="name">Such as <c>DebugHeaders</c>, or <c>Kubernetes:TargetType</c>.</param>
    /// <param name="value">Its value.</param>
    public static IResourceBuilder<AlbResource> WithSetting(this IResourceBuilder<AlbResource> alb, string name, string value)
    {
        ArgumentNullException.ThrowIfNull(alb);
        return alb.WithEnvironment($"Alb__{name.Replace(":", "__", StringComparison.Ordinal)}", value);
    }

    /// <summary>Where logs, keys and certificates are kept from run to run. Without it they are gone when the AppHost ends.</summary>
    /// <param name="alb">The load balancer.</param>
    /// <param name="path">Of a folder, which one load balancer has at a time; relative to that of the AppHost.</param>
    public static IResourceBuilder<AlbResource> WithDataDirectory(this IResourceBuilder<AlbResource> alb, string path)
    {
        ArgumentNullException.ThrowIfNull(alb);
        alb.Resource.DataDirectory = alb.FullPath(path);
        return alb;
    }

    internal static string FullPath(this IResourceBuilder<AlbResource> alb, string path) =>
        Path.GetFullPath(path, alb.ApplicationBuilder.AppHostDirectory);
}
