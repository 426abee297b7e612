//! The playground's entry point: everything is in the library, so that tests can reach it.

fn main() {
    everynode_web::start();
}
